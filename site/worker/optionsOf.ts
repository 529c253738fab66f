import type { MetricKNNOptions } from 'ml-metric-learning';

import type { Settings } from '../protocol.ts';

/**
 * Euclidean distance of standardized columns: a fit that takes no step, and looks at few triplets.
 */
export const UNLEARNED: MetricKNNOptions = {
  k: 3,
  metric: {
    margin: false,
    triplets: { targets: 1, impostors: 1 },
    solver: { name: 'lbfgs', maxIterations: 0 },
  },
};

/**
 * What the library is told.
 * @param settings - What the reader chose.
 * @returns Options.
 */
export function optionsOf({
  k,
  loss,
  weight,
  target,
}: Settings): MetricKNNOptions {
  const margin = weight === 0 ? (false as const) : { weight, target };
  return { k, metric: { loss, margin } };
}
