import { MetricKNN } from '../../estimators/classifier/MetricKNN.ts';
import { describe } from '../../options/describe.ts';
import type { ClassifierClass, Scoring } from '../tasks/Executor.ts';
import { nameOfScoring } from '../tasks/nameOfScoring.ts';

/**
 * Checks that a classifier can be constructed, and scored as requested.
 * @throws {TypeError} If it is not a class, or if certified radii are requested of a class other than `MetricKNN`.
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
  const certified = scoring.find(
    (wanted) => wanted === 'meanRadius' || typeof wanted === 'object',
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
