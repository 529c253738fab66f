import type { MetricLearner } from '../estimators/learner/MetricLearner.ts';
import { describe } from '../options/describe.ts';

/**
 * Checks that a value is a `MetricLearner`, possibly of another copy of the package.
 * @throws {TypeError} If it is not.
 */
export function checkMetric(metric: unknown): void {
  const { distance } = (metric ?? {}) as Partial<MetricLearner>;
  if (typeof distance === 'function') return;
  throw new TypeError(
    `metric must be a MetricLearner, got ${describe(metric)}`,
  );
}
