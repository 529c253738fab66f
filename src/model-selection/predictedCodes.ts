import { isAnyArray } from 'is-any-array';

import { describe } from '../validation/describe.ts';
import type { Label } from '../validation/labels.ts';
import { readTensor } from '../validation/tensor.ts';

import type { Classifier } from './Executor.ts';
import { refusePromise } from './refusePromise.ts';

/**
 * Asks a classifier about rows, and looks at what it answers.
 * @param classifier - A trained classifier.
 * @param X - Rows.
 * @param classes - All labels that there are.
 * @returns The class of each row, an index into them.
 * @throws {TypeError} It cannot predict; something other than a label for each row, a promise of them for instance.
 * @throws {RangeError} A label that no row has.
 */
export function predictedCodes(
  classifier: Classifier,
  X: number[][],
  classes: readonly Label[],
): Int32Array {
  if (typeof (classifier as Partial<Classifier>)?.predict !== 'function') {
    throw new TypeError(
      `the classifier must have a function predict, got ${describe(classifier)}`,
    );
  }
  const answer: unknown = classifier.predict(X as never);
  refusePromise(answer, 'predict');
  const labels = readTensor(answer);
  if (!isAnyArray(labels) || labels.length !== X.length) {
    throw new TypeError(
      `predict must return an array of ${X.length} labels, got ${describe(labels)}`,
    );
  }
  return Int32Array.from(labels as ArrayLike<unknown>, (label, row) => {
    const code = classes.indexOf(label as Label);
    if (code !== -1) return code;
    throw new RangeError(
      `predict must return labels of y, got ${describe(label)} for row ${row} of the test rows`,
    );
  });
}
