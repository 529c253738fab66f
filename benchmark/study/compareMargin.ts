import type { Estimate } from '../../examples/estimate.ts';

import type { Mode } from './StudyRecord.ts';
import type { Reading, StudyResults } from './StudyResults.ts';
import { resampledDifference } from './statistics/resampledDifference.ts';
import { marginPairs } from './studyMethods.ts';

/** Which way a difference goes: whether the margin wins, or nobody. */
export type Outcome = 'win' | 'tie' | 'loss';

/** What the margin changes on one data set. */
export interface SetDifference extends Estimate {
  set: string;
  /** By the mean. */
  outcome: Outcome;
  /** Whether the mean is more than two standard errors from 0. */
  isClear: boolean;
}

/** What the margin changes about one method. */
export interface MarginDifference {
  base: string;
  name: string;
  sets: SetDifference[];
  /** Splits of all data sets: how often the margin wins, ties, loses. */
  splits: Record<Outcome, number>;
}

/** Numbers that are shown with three digits tie where these are equal. */
const TIE = 0.0005;

/**
 * Holds each method with the margin against the same without.
 * @param results - Everything.
 * @param mode - Where parameters come from.
 * @param of - Which number; the larger, the better.
 * @param testSize - The part of the rows that is tested.
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
