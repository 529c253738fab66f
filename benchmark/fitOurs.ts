import type { MetricLearnerOptions } from 'ml-metric-learning';
import { MetricLearner } from 'ml-metric-learning';

import type { Table } from './readTraining.ts';

/** What a fit of ours came to. */
export interface OurRun {
  seconds: number;
  components: number[][];
  metric: MetricLearner;
}

/**
 * Fits standardized rows, several times.
 * @param table - Rows with labels.
 * @param options - Of the metric.
 * @param repeats - How many times; the least time counts.
 * @returns Time and result.
 */
export function fitOurs(
  { X, y }: Table,
  options: MetricLearnerOptions,
  repeats = 3,
): OurRun {
  const metric = new MetricLearner({ ...options, standardize: false });
  let seconds = Infinity;
  for (let repeat = 0; repeat < repeats; repeat++) {
    const started = performance.now();
    metric.fit(X, y);
    seconds = Math.min(seconds, (performance.now() - started) / 1000);
  }
  return { seconds, components: metric.components.to2DArray(), metric };
}
