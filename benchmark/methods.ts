import type { MetricLearnerOptions } from 'ml-metric-learning';

/** The metrics that are held against each other, by what they are called in tables; all else is the default. */
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
