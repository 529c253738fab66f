import { isAnyArray } from 'is-any-array';

import { ignoreRejection } from '../../async/untilAborted.ts';
import { readTensor } from '../../data/Tensor.ts';
import type { Label } from '../../data/labels.ts';
import { MetricKNN } from '../../estimators/classifier/MetricKNN.ts';
import { isPlainObject } from '../../options/checks.ts';
import { describe } from '../../options/describe.ts';

import type { Classifier, ClassifierClass, Scoring } from './Executor.ts';
import { isProbabilityScore, nameOfScoring } from './checkScoring.ts';

/**
 * Checks that a classifier can be constructed, and scored as requested.
 * @throws {TypeError} If it is not a class, if certified radii are requested of a class other than `MetricKNN`, or scores of
 * probabilities of one without `predictProba`.
 */
export function checkClassifier(
  classifier: ClassifierClass,
  scoring: readonly Scoring[],
): void {
  const given: unknown = classifier;
  if (typeof given !== 'function' || !hasPrototype(given)) {
    throw new TypeError(
      `Classifier must be a class, got ${describe(classifier)}`,
    );
  }
  const likely = scoring.find(isProbabilityScore);
  const { predictProba } = classifier.prototype;
  if (likely !== undefined && typeof predictProba !== 'function') {
    throw new TypeError(
      `scoring '${likely}' needs a class with the method predictProba, got ${classifier.name || 'a class'}`,
    );
  }
  const certified = scoring.find(
    (score) => score === 'meanRadius' || typeof score === 'object',
  );
  if (certified === undefined || isMetricKNN(classifier)) return;
  throw new TypeError(
    `scoring ${describe(nameOfScoring(certified))} needs a MetricKNN, got ${classifier.name || 'a class'}`,
  );
}

// arrow functions, and methods, have none
function hasPrototype(value: { prototype?: unknown }): boolean {
  return typeof value.prototype === 'object' && value.prototype !== null;
}

function isMetricKNN({ prototype }: ClassifierClass): boolean {
  return prototype === MetricKNN.prototype || prototype instanceof MetricKNN;
}

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
  Class: ClassifierClass,
  options: object,
  X: number[][],
  y: Label[],
): Classifier {
  const Constructor = Class as unknown as AnyClass;
  // what a class writes into its options must not reach the next fold
  const copy = isPlainObject(options) ? { ...options } : options;
  if (!Class.prototype.train) {
    return new Constructor(X, y, copy) as unknown as Classifier;
  }
  // ml-cross-validation passes undefined for no options, and ml-naivebayes takes any object for a saved model
  const isEmpty = Object.keys(options).length === 0;
  const classifier = new Constructor(isEmpty ? undefined : copy);
  refusePromise(classifier.train(X, y), 'train');
  return classifier as unknown as Classifier;
}

/**
 * Predicts test rows, and checks the predictions.
 * @param classes - All labels that occur.
 * @returns The predicted class of each row, as an index into classes.
 * @throws {TypeError} If the classifier has no predict method, or does not return one label per row (but a
 * promise, for instance).
 * @throws {RangeError} If a prediction is not among the classes.
 */
export function predictTestRows(
  classifier: Classifier,
  X: number[][],
  classes: readonly Label[],
): Int32Array {
  if (typeof (classifier as Partial<Classifier>)?.predict !== 'function') {
    throw new TypeError(
      `the classifier must have a predict method, got ${describe(classifier)}`,
    );
  }
  const prediction: unknown = classifier.predict(X as never);
  refusePromise(prediction, 'predict');
  const labels = readTensor(prediction);
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

/**
 * Refuses a promise: without `await`, an asynchronous classifier would look like one that is always wrong.
 * @param name - The name of the function that returned the value.
 * @throws {TypeError} If the value is a promise.
 */
export function refusePromise(value: unknown, name: string): void {
  const { then } = (value ?? {}) as Partial<PromiseLike<unknown>>;
  if (typeof then !== 'function') return;
  ignoreRejection(value);
  throw new TypeError(
    `${name} must not be asynchronous, got a promise, which would not be awaited`,
  );
}
