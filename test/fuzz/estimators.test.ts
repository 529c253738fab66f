/** Any JSON value as an argument of estimators gives an error that names an argument, or finite results. */
import type { MarginOptions } from 'ml-metric-learning';
import { MetricKNN, MetricLearner, frozen } from 'ml-metric-learning';
import { test } from 'vitest';

import type { FuzzedCall } from '../oracles/expectFuzzedCall.ts';
import { expectFuzzedCall } from '../oracles/expectFuzzedCall.ts';
import { randomTable } from '../oracles/randomData.ts';

const { X, y } = randomTable(14, 3, 2, 5);
const solver = { name: 'lbfgs', maxIterations: 5, tolerance: 1e-3, memory: 3 };
const triplets = { targets: 2, impostors: 3 };
const margin = {
  weight: 1,
  target: 'auto',
  shape: 'squared',
  norm: 2,
  units: 'standardized',
  epsilon: 'auto',
  fixed: [1],
} satisfies MarginOptions;
const metric = new MetricLearner({ margin, triplets }).fit(X, y);
const knn = new MetricKNN({ metric: { triplets } }).train(X, y);

const saved = JSON.stringify(knn);

/** All results of a fitted metric. */
const told = (fitted: MetricLearner, rows: number[][]) => [
  fitted.transform(rows),
  fitted.components.to2DArray(),
  fitted.center,
  fitted.scale,
  fitted.summary,
];
const options = {
  loss: { name: 'lmnn', push: 0.5, hinge: 'linear', impostors: 'fixed' },
  margin,
  triplets,
  components: 2,
  parameterization: { name: 'full' },
  init: 'pca',
  standardize: true,
  solver,
  seed: 3,
};
const learn = (given: object, rows: number[][], labels: string[]) =>
  told(new MetricLearner(given).fit(rows, labels), rows);
const learner = (changes: object, runs?: number): FuzzedCall => ({
  valid: { options: { ...options, ...changes }, X, y },
  run: learn,
  runs,
});
const bases = [
  [1, 0, 0],
  [0, 1, 1],
];

const calls: Record<string, FuzzedCall> = {
  'a learner by LMNN': learner({}),
  'a learner from a matrix': learner({
    loss: { name: 'lmnn', impostors: 'active' },
    init: bases,
  }),
  'a learner by triplets and Adam': learner({
    loss: { name: 'triplet', distance: 'plain', smooth: true, margin: 1 },
    solver: { name: 'adam', epochs: 2, batchSize: 8, learningRate: 0.1 },
    parameterization: { name: 'diagonal' },
    components: undefined,
    init: 'identity',
  }),
  'a compositional learner by NCA': learner({
    loss: { name: 'nca' },
    parameterization: { name: 'compositional', bases, sparsity: 1e-3 },
    components: undefined,
    init: 'identity',
  }),
  fitAsync: {
    valid: { options: { solver, triplets }, X, y, watch: {} },
    run: async (given: never, rows: never, labels: never, watch: never) =>
      told(await new MetricLearner(given).fitAsync(rows, labels, watch), rows),
    names: ['signal', 'onProgress', 'threads'],
    runs: 100,
  },
  fitStream: {
    valid: { batches: [{ X, y }], watch: {} },
    run: async (batches: never, watch: never) => {
      const streamed = new MetricLearner({ triplets });
      return told(await streamed.fitStream(batches, watch), X);
    },
    names: ['signal', 'onProgress', 'batch'],
    runs: 100,
  },
  transform: { valid: { X }, run: (rows: never) => metric.transform(rows) },
  distance: {
    valid: { a: X[0], b: X[1] },
    run: metric.distance,
  },
  embeddingDistance: {
    valid: { a: X[0], b: X[1] },
    run: metric.embeddingDistance,
  },
  frozen: {
    valid: { metric, X },
    run: (fitted: never, rows: never) => frozen(fitted).transform(rows),
  },
  train: {
    valid: { options: { k: 3, metric: { triplets, solver } }, X, y },
    run: (given: never, rows: never, labels: never) => {
      const trained = new MetricKNN(given).train(rows, labels);
      return [trained.predict(rows), trained.kneighbors(rows)];
    },
  },
  trainAsync: {
    valid: { options: { k: 3, metric: false }, X, y, watch: {} },
    run: async (given: never, rows: never, labels: never, watch: never) => {
      const untrained = new MetricKNN(given);
      const trained = await untrained.trainAsync(rows, labels, watch);
      return trained.kneighbors(rows);
    },
    names: ['signal', 'onProgress'],
    runs: 100,
  },
  predict: { valid: { X }, run: (rows: never) => knn.predict(rows) },
  predictProba: {
    valid: { X },
    run: (rows: never) => knn.predictProba(rows),
  },
  addRows: {
    valid: { X, y },
    run: (rows: never, labels: never) =>
      MetricKNN.load(saved).addRows(rows, labels).kneighbors(X),
  },
  removeRows: {
    valid: { indices: [3, 1] },
    run: (indices: never) =>
      MetricKNN.load(saved).removeRows(indices).kneighbors(X),
  },
  score: {
    valid: { X, y },
    run: (rows: never, labels: never) => knn.score(rows, labels),
  },
  kneighbors: {
    valid: { X, options: { k: 2 } },
    run: (rows: never, given: never) => knn.kneighbors(rows, given),
  },
  fromMetric: {
    valid: { metric, X, y, options: { k: 2 } },
    run: (fitted: never, rows: never, labels: never, given: never) =>
      MetricKNN.fromMetric(fitted, rows, labels, given).predict(X),
  },
};

test.each(Object.entries(calls))('%s', (_, call) => expectFuzzedCall(call));
