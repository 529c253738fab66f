import type { MetricLearnerOptions } from 'ml-metric-learning';

/** The compared metrics, by their names in tables; all other options are defaults. */
export const methods = {
  // no iterations: the identity on standardized columns
  Euclidean: { margin: false, solver: { name: 'lbfgs', maxIterations: 0 } },
  LMNN: { margin: false },
  'LMNN + margin': {},
  NCA: { loss: 'nca', margin: false },
  'NCA + margin': { loss: 'nca' },
} satisfies Record<string, MetricLearnerOptions>;

/** One of them. */
export type Method = keyof typeof methods;
