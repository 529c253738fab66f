import type { Estimate } from '../../examples/estimate.ts';
import { estimate, mean } from '../../examples/estimate.ts';

import type { Mode } from './StudyRecord.ts';
import type { StudyResults } from './StudyResults.ts';
import { accuracyOf, radiusOf, secondsOf } from './readings.ts';
import { resampledDifference } from './statistics/resampledDifference.ts';

/** Two methods on one data set. */
export interface SetComparison {
  set: string;
  /** The difference in accuracy. */
  accuracy: Estimate;
  /** The logarithm of the ratio of mean radii. */
  logRadius: Estimate;
}

/** Two methods over all data sets. Standard errors are those over data sets. */
export interface MethodComparison {
  sets: SetComparison[];
  accuracy: Estimate;
  logRadius: Estimate;
  /** The geometric mean of the ratio of seconds. */
  timeRatio: number;
}

/**
 * Compares a method with another one on the same splits.
 * @param mode - The origin of parameters.
 * @param testSize - The fraction of test rows.
 */
export function compareMethods(
  results: StudyResults,
  method: string,
  other: string,
  mode: Mode,
  testSize: number,
): MethodComparison {
  const sets = results.sets.map((set): SetComparison => {
    const pairs = <T>(
      of: (a: number, b: number) => T,
      reading: typeof radiusOf,
    ) => {
      const others = results.values(set, other, mode, reading);
      return results
        .values(set, method, mode, reading)
        .map((value, split) => of(value, others[split]));
    };
    return {
      set,
      accuracy: resampledDifference(
        pairs((a, b) => a - b, accuracyOf),
        testSize,
      ),
      logRadius: resampledDifference(
        pairs((a, b) => Math.log(a / b), radiusOf),
        testSize,
      ),
    };
  });
  const seconds = results.sets.map((set) =>
    Math.log(
      results.mean(set, method, mode, secondsOf) /
        results.mean(set, other, mode, secondsOf),
    ),
  );
  return {
    sets,
    accuracy: over(sets.map(({ accuracy }) => accuracy.mean)),
    logRadius: over(sets.map(({ logRadius }) => logRadius.mean)),
    timeRatio: Math.exp(mean(seconds)),
  };
}

// of a single data set there is no standard error
function over(values: number[]): Estimate {
  return values.length > 1 ? estimate(values) : { mean: values[0], error: 0 };
}
