import type { MetricKNNOptions } from 'ml-metric-learning';

import type { Settings } from '../protocol.ts';

/** Euclidean distance of standardized columns: a fit without iterations and with few triplets. */
export const UNLEARNED: MetricKNNOptions = {
  k: 3,
  metric: {
    margin: false,
    triplets: { targets: 1, impostors: 1 },
    solver: { name: 'lbfgs', maxIterations: 0 },
  },
};

/** Converts the settings of the user to options of the library. */
export function optionsOf({
  k,
  loss,
  weight,
  target,
}: Settings): MetricKNNOptions {
  const margin = weight === 0 ? (false as const) : { weight, target };
  return { k, metric: { loss, margin } };
}
