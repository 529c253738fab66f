import type { MetricLearner } from '../estimators/MetricLearner.ts';
import { describe } from '../validation/describe.ts';

/**
 * Checks that a function was given a metric, of whatever copy of the package.
 * @param metric - What it was given.
 * @throws {TypeError} Something else.
 */
export function checkMetric(metric: unknown): void {
  const { distance } = (metric ?? {}) as Partial<MetricLearner>;
  if (typeof distance === 'function') return;
  throw new TypeError(
    `metric must be a MetricLearner, got ${describe(metric)}`,
  );
}
