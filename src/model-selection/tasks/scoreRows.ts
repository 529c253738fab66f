import type { Label } from '../../data/labels.ts';
import { describe } from '../../options/describe.ts';

import type { ConfusionCounts } from './ConfusionCounts.ts';
import type { Classifier, Scoring } from './Executor.ts';
import { nameOfScoring } from './nameOfScoring.ts';
import { refusePromise } from './refusePromise.ts';
import type { TestRadii } from './testRadii.ts';
import { testRadii } from './testRadii.ts';

/** Test rows, and how they were predicted. */
export interface ScoredRows {
  X: number[][];
  y: Label[];
  confusion: ConfusionCounts;
  isRight: boolean[];
}

/**
 * Scores a trained classifier. Radii, which take longest, are computed once.
 * @returns One score for each of `scoring`.
 * @throws {TypeError} If radii are requested of a classifier other than `MetricKNN`, or a function does not
 * return a number.
 * @throws {RangeError} If a score is not finite.
 */
export function scoreRows(
  scoring: readonly Scoring[],
  classifier: Classifier,
  rows: ScoredRows,
): number[] {
  const { X, confusion, isRight } = rows;
  let found: TestRadii | undefined;
  const certified = () => (found ??= testRadii(classifier, X, isRight));
  return scoring.map((wanted) => {
    if (typeof wanted === 'function') {
      return askFunction(wanted as ScoreAny, classifier, rows);
    }
    if (wanted === 'meanRadius') return meanRadius(certified());
    if (typeof wanted === 'string') return confusion[wanted];
    const { radii } = certified();
    return meanOf(
      radii.map((radius, row) =>
        isRight[row] && radius >= wanted.radius ? 1 : 0,
      ),
    );
  });
}

type ScoreAny = (classifier: Classifier, X: number[][], y: Label[]) => unknown;

function askFunction(
  score: ScoreAny,
  classifier: Classifier,
  { X, y }: ScoredRows,
): number {
  const value = score(classifier, X, y);
  const name = `scoring ${describe(nameOfScoring(score as Scoring))}`;
  refusePromise(value, name);
  if (typeof value !== 'number') {
    throw new TypeError(`${name} must return a number, got ${describe(value)}`);
  }
  if (!Number.isFinite(value)) {
    throw new RangeError(`${name} must return a finite number, got ${value}`);
  }
  return value;
}

// finite, and no larger than what can be told from the data
function meanRadius({ radii, diagonal }: TestRadii): number {
  return meanOf(
    radii.map((radius) => (radius === Infinity ? diagonal : radius)),
  );
}

function meanOf(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
