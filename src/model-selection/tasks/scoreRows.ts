import { certify } from '../../certification/certify.ts';
import type { Label } from '../../data/labels.ts';
import type { MetricKNN } from '../../estimators/classifier/MetricKNN.ts';
import { fittedClassifierOf } from '../../estimators/classifier/MetricKNN.ts';
import { describe } from '../../options/describe.ts';

import type { ConfusionCounts } from './ConfusionCounts.ts';
import type { Classifier, Scoring } from './Executor.ts';
import { isProbabilityScore, nameOfScoring } from './checkScoring.ts';
import {
  brier,
  logLoss,
  predictTestProbabilities,
} from './probabilityScores.ts';
import { refusePromise } from './trainClassifier.ts';

/** Test rows, and how they were predicted. */
interface ScoredRows {
  X: number[][];
  y: Label[];
  confusion: ConfusionCounts;
  isRight: boolean[];
}

/**
 * Scores a trained classifier. Radii, which take longest, and probabilities are computed once.
 * @returns One score for each of `scoring`.
 * @throws {TypeError} If radii are requested of a classifier other than `MetricKNN`, or a function does not
 * return a number.
 * @throws {RangeError} If a score is not finite; as `predictTestProbabilities`.
 */
export function scoreRows(
  scoring: readonly Scoring[],
  classifier: Classifier,
  rows: ScoredRows,
): number[] {
  const { confusion, isRight, X, y } = rows;
  let radii: TestRadii | undefined;
  let predicted: ReturnType<typeof predictTestProbabilities> | undefined;
  const certified = () => (radii ??= certifyTestRows(classifier, rows));
  return scoring.map((score) => {
    if (typeof score === 'function') {
      return callScore(score as AnyScore, classifier, rows);
    }
    if (score === 'meanRadius') return meanRadius(certified());
    if (isProbabilityScore(score)) {
      predicted ??= predictTestProbabilities(classifier, X, y);
      return score === 'brier' ? brier(predicted) : logLoss(predicted);
    }
    if (typeof score === 'string') return confusion[score];
    const isCertified = certified().radii.map((radius, row) =>
      isRight[row] && radius >= score.radius ? 1 : 0,
    );
    return mean(isCertified);
  });
}

type AnyScore = (classifier: Classifier, X: number[][], y: Label[]) => unknown;

function callScore(
  score: AnyScore,
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

/** Certified radii of rows, in standard deviations. */
interface TestRadii {
  /** One radius per row; 0 if it is predicted incorrectly, infinite if nothing changes its prediction. */
  radii: number[];
  /** The diagonal of the bounding box of the training rows, as which an infinite radius counts in a mean. */
  diagonal: number;
}

/** Certifies test rows; throws a `TypeError` if the classifier is not a trained `MetricKNN`. */
function certifyTestRows(
  classifier: unknown,
  { X, isRight }: ScoredRows,
): TestRadii {
  const knn = classifier as MetricKNN;
  const { training, map } = fittedClassifierOf(knn, 'a certified radius');
  const { values, columns } = training;
  const sides = Array.from(map.scale, (scale, column) => {
    let low = Infinity;
    let high = -Infinity;
    for (let at = column; at < values.length; at += columns) {
      low = Math.min(low, values[at]);
      high = Math.max(high, values[at]);
    }
    return (high - low) / scale;
  });
  return {
    radii: certify(knn, X).map(({ radius }, row) =>
      isRight[row] ? radius : 0,
    ),
    diagonal: Math.hypot(...sides),
  };
}

// finite: an infinite radius counts as the diagonal
function meanRadius({ radii, diagonal }: TestRadii): number {
  return mean(radii.map((radius) => (radius === Infinity ? diagonal : radius)));
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
