/** Any JSON value as an argument of the checks for custom losses and estimators. */
import { MetricLearner } from 'ml-metric-learning';
import { checkEstimator, checkGradient } from 'ml-metric-learning/testing';
import { test } from 'vitest';

import { expectFuzzedCall } from '../oracles/expectFuzzedCall.ts';
import { randomTable } from '../oracles/randomData.ts';

const { X, y } = randomTable(14, 3, 2, 5);

test('checkGradient', () =>
  expectFuzzedCall({
    valid: {
      loss: { name: 'triplet', distance: 'squared', smooth: true, margin: 1 },
      data: { X, y },
      options: {
        triplets: { targets: 2, impostors: 3 },
        components: 2,
        tolerance: 1e-5,
        seed: 1,
      },
    },
    run: checkGradient,
    // with a tolerance below rounding errors
    finding: /^the gradient of loss '\w+' must be the derivative of its value/,
  }));

test('checkEstimator', () =>
  expectFuzzedCall({
    valid: {
      create: () =>
        new MetricLearner({ solver: { name: 'lbfgs', maxIterations: 2 } }),
    },
    run: checkEstimator,
    runs: 20,
  }));
