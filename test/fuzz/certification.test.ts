/** Any JSON value as an argument of certificates and attacks gives an error that names an argument, or a result. */
import {
  MetricKNN,
  MetricLearner,
  adversarialExample,
  attack,
  attackAsync,
  certify,
  certifyAsync,
  noiseAccuracy,
  robustnessCurve,
  tripletMargins,
} from 'ml-metric-learning';
import { test } from 'vitest';

import type { FuzzedCall } from '../oracles/expectFuzzedCall.ts';
import { expectFuzzedCall } from '../oracles/expectFuzzedCall.ts';
import { randomTable } from '../oracles/randomData.ts';

const { X, y } = randomTable(14, 3, 2, 5);
const metric = new MetricLearner({ triplets: { targets: 2 } }).fit(X, y);
const knn = MetricKNN.fromMetric(metric, X, y, { k: 1 });
const three = MetricKNN.fromMetric(metric, X, y, { k: 3 });
const rows = X.slice(0, 4);
const labels = y.slice(0, 4);
const space = { norm: 2, units: 'standardized' };

/** Certificates and attacks are infinite if nothing can change the prediction, or no such perturbation was found. */
const mayBeInfinite = true;

const calls: Record<string, FuzzedCall> = {
  certify: {
    valid: { knn: three, X: rows, options: { labels, ...space, exact: false } },
    run: certify,
    mayBeInfinite,
  },
  'certify exactly': {
    valid: { knn, X: rows, options: { labels, ...space, exact: true } },
    run: certify,
    mayBeInfinite,
  },
  certifyAsync: {
    valid: { knn: three, X: rows, options: { labels, ...space, exact: false } },
    run: certifyAsync,
    mayBeInfinite,
    names: ['signal', 'onProgress'],
    runs: 100,
  },
  attack: {
    valid: { knn: three, X: rows, options: { labels, ...space } },
    run: attack,
    mayBeInfinite,
  },
  attackAsync: {
    valid: { knn: three, X: rows, options: { labels, ...space } },
    run: attackAsync,
    mayBeInfinite,
    names: ['signal', 'onProgress'],
    runs: 100,
  },
  adversarialExample: {
    valid: {
      metric,
      anchor: X[0],
      target: X[2],
      impostor: X[1],
      options: space,
    },
    run: adversarialExample,
  },
  noiseAccuracy: {
    valid: {
      knn: three,
      X: rows,
      y: labels,
      options: {
        sigmas: [0, 0.5],
        kind: 'gaussian',
        units: 'raw',
        repeats: 2,
        seed: 1,
      },
    },
    run: noiseAccuracy,
  },
  robustnessCurve: {
    valid: {
      knn,
      X: rows,
      y: labels,
      options: { radii: [0, 0.5], ...space, exact: true },
    },
    run: robustnessCurve,
  },
  tripletMargins: {
    valid: {
      metric,
      training: { X, y },
      test: { X: rows, y: labels },
      options: { targets: 2, impostors: 3 },
    },
    run: tripletMargins,
  },
};

test.each(Object.entries(calls))('%s', (_, call) => expectFuzzedCall(call));
