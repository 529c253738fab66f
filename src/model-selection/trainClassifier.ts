import type { Label } from '../validation/labels.ts';

import type { Classifier, ClassifierClass } from './Executor.ts';
import { refusePromise } from './refusePromise.ts';

/** A class by either of the two ways in which ml.js makes classifiers. */
type AnyClass = new (...parts: unknown[]) => {
  train: (X: number[][], y: Label[]) => unknown;
};

/**
 * Trains a classifier of its own, in the manner of ml-cross-validation: where there is `train` on the prototype, an object is
 * made of the options, and trained; else it is made of rows, labels and options.
 * @param classifier - Its class.
 * @param options - Its options.
 * @param X - Training rows.
 * @param y - Their labels.
 * @returns The trained classifier.
 * @throws {TypeError} It trains asynchronously. Whatever the class throws.
 */
export function trainClassifier(
  classifier: ClassifierClass,
  options: object,
  X: number[][],
  y: Label[],
): Classifier {
  const Made = classifier as unknown as AnyClass;
  if (!classifier.prototype.train) {
    return new Made(X, y, options) as unknown as Classifier;
  }
  // none, as ml-cross-validation hands on where there are none: ml-naivebayes takes any object for a saved model
  const isEmpty = Object.keys(options).length === 0;
  const made = new Made(isEmpty ? undefined : options);
  refusePromise(made.train(X, y), 'train');
  return made as unknown as Classifier;
}
