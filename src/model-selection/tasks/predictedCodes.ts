import { isAnyArray } from 'is-any-array';

import { readTensor } from '../../data/Tensor.ts';
import type { Label } from '../../data/labels.ts';
import { describe } from '../../options/describe.ts';

import type { Classifier } from './Executor.ts';
import { refusePromise } from './refusePromise.ts';

/**
 * Predicts rows, and checks the predictions.
 * @param classes - All labels that occur.
 * @returns The predicted class of each row, as an index into classes.
 * @throws {TypeError} If the classifier has no predict method, or does not return one label per row (but a
 * promise, for instance).
 * @throws {RangeError} If a prediction is not among the classes.
 */
export function predictedCodes(
  classifier: Classifier,
  X: number[][],
  classes: readonly Label[],
): Int32Array {
  if (typeof (classifier as Partial<Classifier>)?.predict !== 'function') {
    throw new TypeError(
      `the classifier must have a predict method, got ${describe(classifier)}`,
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
      `predict must return labels that occur in y, got ${describe(label)} for test row ${row}`,
    );
  });
}
