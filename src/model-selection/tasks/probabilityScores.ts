import type { Dense } from '../../data/Dense.ts';
import { toDense } from '../../data/Dense.ts';
import type { Label } from '../../data/labels.ts';
import { describe } from '../../options/describe.ts';

import type { Classifier } from './Executor.ts';
import { refusePromise } from './trainClassifier.ts';

/** How far probabilities of a row may be from a sum of 1: those of single precision are. */
const SLACK = 1e-5;

/** The probabilities that a classifier predicts for test rows. */
interface PredictedProbabilities {
  /** q × classes. */
  probabilities: Dense;
  /** For each row, the column of its actual class; −1 if the classifier was trained without that class. */
  actual: number[];
}

/**
 * Predicts probabilities, and checks them.
 * @param X - q × d test rows.
 * @param y - Their labels.
 * @throws {TypeError} If the classifier does not have `classes`, or `predictProba` does not return q rows of numbers (but a
 * promise, for instance).
 * @throws {RangeError} If there is not one probability for each class, one is not from 0 to 1, or a row does not sum to 1.
 */
export function predictTestProbabilities(
  classifier: Classifier,
  X: number[][],
  y: readonly Label[],
): PredictedProbabilities {
  const { classes } = classifier as { classes?: unknown };
  if (!Array.isArray(classes)) {
    throw new TypeError(
      `the classifier must have an array of classes, in the order of predictProba, got ${describe(classes)}`,
    );
  }
  const name = 'the result of predictProba';
  const result: unknown = classifier.predictProba?.(X as never);
  refusePromise(result, 'predictProba');
  const probabilities = toDense(result as number[][], name, classes.length);
  const { values, rows, columns } = probabilities;
  if (rows !== X.length) {
    throw new RangeError(`${name} must have ${X.length} rows, got ${rows}`);
  }
  for (let row = 0; row < rows; row++) {
    const own = values.subarray(row * columns, (row + 1) * columns);
    const sum = own.reduce((total, value) => total + value, 0);
    const isOutside = own.some((value) => value < 0 || value > 1 + SLACK);
    if (!isOutside && Math.abs(sum - 1) <= SLACK) continue;
    throw new RangeError(
      `${name}[${row}] must be numbers from 0 to 1 with a sum of 1, got ${own.join(', ')}`,
    );
  }
  return { probabilities, actual: y.map((label) => classes.indexOf(label)) };
}

/**
 * The mean of −ln p over rows, p the probability of the actual class. p is clipped to between ε and 1 − ε, ε = 2⁻⁵², as
 * scikit-learn does: a probability of 0 costs 36.04.
 */
export function logLoss({
  probabilities,
  actual,
}: PredictedProbabilities): number {
  const { values, columns } = probabilities;
  let sum = 0;
  for (const [row, column] of actual.entries()) {
    const p = column === -1 ? 0 : values[row * columns + column];
    const most = 1 - Number.EPSILON;
    sum -= Math.log(Math.min(Math.max(p, Number.EPSILON), most));
  }
  return sum / actual.length;
}

/**
 * The mean over rows of Σ_c (p_c − y_c)², over all classes c, with y_c = 1 for the actual class and 0 for others: from 0 to 2
 * (Brier, Verification of forecasts expressed in terms of probability, 1950). A class that the classifier was trained without
 * has p = 0.
 */
export function brier({
  probabilities,
  actual,
}: PredictedProbabilities): number {
  const { values, columns } = probabilities;
  let sum = 0;
  for (const [row, column] of actual.entries()) {
    if (column === -1) sum++;
    for (let c = 0; c < columns; c++) {
      const wanted = c === column ? 1 : 0;
      sum += (values[row * columns + c] - wanted) ** 2;
    }
  }
  return sum / actual.length;
}
