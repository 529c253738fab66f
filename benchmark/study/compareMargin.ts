import type { Estimate } from '../../examples/estimate.ts';

import type { Mode } from './StudyRecord.ts';
import type { Reading, StudyResults } from './StudyResults.ts';
import { resampledDifference } from './statistics/resampledDifference.ts';
import { marginPairs } from './studyMethods.ts';

/** The sign of a difference: the margin wins, loses, or neither. */
export type Outcome = 'win' | 'tie' | 'loss';

/** The effect of the margin on one data set. */
export interface SetDifference extends Estimate {
  set: string;
  /** The sign of the mean. */
  outcome: Outcome;
  /** Whether the mean is more than two standard errors from 0. */
  isClear: boolean;
}

/** The effect of the margin on one method. */
export interface MarginDifference {
  base: string;
  name: string;
  sets: SetDifference[];
  /** Splits of all data sets: the number of wins, ties and losses of the margin. */
  splits: Record<Outcome, number>;
}

/** Values that are printed alike, with three digits, count as ties. */
const TIE = 0.0005;

/**
 * Compares each method with and without the margin.
 * @param mode - The origin of parameters.
 * @param of - Selects the number; larger is better.
 * @param testSize - The fraction of test rows.
 * @returns A comparison for each method that has both.
 */
export function compareMargin(
  results: StudyResults,
  mode: Mode,
  of: Reading,
  testSize: number,
): MarginDifference[] {
  return marginPairs.map(({ base, name }) => {
    const differences = results.sets.map((set) => {
      const without = results.values(set, base, mode, of);
      return results
        .values(set, name, mode, of)
        .map((value, split) => value - without[split]);
    });
    const sets = results.sets.map((set, at) => {
      const difference = resampledDifference(differences[at], testSize);
      return {
        set,
        ...difference,
        outcome: outcomeOf(difference.mean),
        isClear: Math.abs(difference.mean) > 2 * difference.error,
      };
    });
    return { base, name, sets, splits: count(differences.flat()) };
  });
}

function count(differences: readonly number[]): Record<Outcome, number> {
  const counts = { win: 0, tie: 0, loss: 0 };
  for (const difference of differences) counts[outcomeOf(difference)]++;
  return counts;
}

function outcomeOf(difference: number): Outcome {
  if (Math.abs(difference) < TIE) return 'tie';
  return difference > 0 ? 'win' : 'loss';
}
