import type { Label } from '../../data/labels.ts';
import { isPlainObject } from '../../options/checks.ts';

import type { Classifier, ClassifierClass } from './Executor.ts';
import { refusePromise } from './refusePromise.ts';

/** A class by either of the two ways in which ml.js makes classifiers. */
type AnyClass = new (...parts: unknown[]) => {
  train: (X: number[][], y: Label[]) => unknown;
};

/**
 * Trains a new classifier in the manner of ml-cross-validation: if the prototype has `train`, the class is constructed
 * from the options and then trained; otherwise it is constructed from rows, labels and options.
 * @throws {TypeError} If it trains asynchronously; whatever the class throws.
 */
export function trainClassifier(
  classifier: ClassifierClass,
  options: object,
  X: number[][],
  y: Label[],
): Classifier {
  const Made = classifier as unknown as AnyClass;
  // what a class writes into its options is not for the next fold
  const own = isPlainObject(options) ? { ...options } : options;
  if (!classifier.prototype.train) {
    return new Made(X, y, own) as unknown as Classifier;
  }
  // none, as ml-cross-validation hands on where there are none: ml-naivebayes takes any object for a saved model
  const isEmpty = Object.keys(options).length === 0;
  const made = new Made(isEmpty ? undefined : own);
  refusePromise(made.train(X, y), 'train');
  return made as unknown as Classifier;
}
