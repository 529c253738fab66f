import { toDense } from '../../data/Dense.ts';
import type { FittedMetric } from '../../fit/FittedMetric.ts';
import { describe } from '../../options/describe.ts';

import type { MetricLearner } from './MetricLearner.ts';

/**
 * Checks that a value is a `MetricLearner`, possibly of another copy of the package.
 * @throws {TypeError} If it is not.
 */
export function checkMetric(metric: unknown): void {
  const { distance } = (metric ?? {}) as Partial<MetricLearner>;
  if (typeof distance !== 'function') refuseMetric(metric);
}

/**
 * Says that a value is not a `MetricLearner`.
 * @throws {TypeError} Always.
 */
export function refuseMetric(metric: unknown, name = 'metric'): never {
  throw new TypeError(
    `${name} must be a MetricLearner, got ${describe(metric)}`,
  );
}

/**
 * Copies the result of a learner's fit: fitting the learner again does not change the copy.
 * @param learner - A fitted learner, possibly of another copy of the package.
 */
export function fittedMetricOf(learner: MetricLearner): FittedMetric {
  return {
    components: toDense(learner.components, 'components'),
    center: Float64Array.from(learner.center),
    scale: Float64Array.from(learner.scale),
    summary: learner.summary,
  };
}
