import {
  MetricLearner,
  adversarialExample,
  tripletMargins,
} from 'ml-metric-learning';
import { expect, test } from 'vitest';

import { metricOf } from '../../oracles/metricOf.ts';
import { labelsOf, randomClasses, rowsOf } from '../../oracles/randomData.ts';

const data = randomClasses(60, 3, 3, 41);
const rows = rowsOf(data.values, 3);
const labels = labelsOf(data);
const training = { X: rows.slice(15), y: labels.slice(15) };
const tested = { X: rows.slice(0, 15), y: labels.slice(0, 15) };
const metric = new MetricLearner({ components: 2 }).fit(training.X, training.y);

function standardizedDistance(a: number[], b: number[]): number {
  return a.reduce(
    (sum, value, k) => sum + ((value - b[k]) / metric.scale[k]) ** 2,
    0,
  );
}

test('each test row is compared with its nearest training rows, as brute force does', () => {
  const margins = tripletMargins(metric, training, tested, {
    targets: 2,
    impostors: 4,
  });
  const expected = tested.X.flatMap((anchor, row) => {
    const near = training.X.map((_, at) => at).toSorted(
      (a, b) =>
        standardizedDistance(anchor, training.X[a]) -
          standardizedDistance(anchor, training.X[b]) || a - b,
    );
    const own = near.filter((at) => training.y[at] === tested.y[row]);
    const other = near.filter((at) => training.y[at] !== tested.y[row]);
    return own
      .slice(0, 2)
      .flatMap((target) =>
        other
          .slice(0, 4)
          .map(
            (impostor) =>
              adversarialExample(
                metric,
                anchor,
                training.X[target],
                training.X[impostor],
              ).margin,
          ),
      );
  });
  expect(margins).toHaveLength(15 * 2 * 4);
  for (const [at, margin] of margins.entries()) {
    expect(margin).toBeCloseTo(expected[at], 12);
  }
});

test('a single test row, and more targets than rows, are accepted', () => {
  const one = { X: tested.X.slice(0, 1), y: tested.y.slice(0, 1) };
  const margins = tripletMargins(metric, training, one, {
    targets: 1000,
    impostors: 1000,
  });
  expect(margins).toHaveLength(15 * 30);
});

test('errors name bad input', () => {
  const stranger = { X: tested.X.slice(0, 2), y: [tested.y[0], 'nobody'] };
  expect(() => tripletMargins(metric, training, stranger)).toThrow(
    new RangeError(
      "test.y[1] must be a class of the training rows, got 'nobody'",
    ),
  );
  const short = { X: tested.X, y: tested.y.slice(1) };
  expect(() => tripletMargins(metric, training, short)).toThrow(
    new RangeError(
      'test.y must have one label for each of the 15 rows of test.X, got 14',
    ),
  );
  const narrow = { X: [[1, 2]], y: tested.y.slice(0, 1) };
  expect(() => tripletMargins(metric, training, narrow)).toThrow(
    new RangeError('test.X[0] must have 3 columns, got 2'),
  );
  expect(() => tripletMargins(new MetricLearner(), training, tested)).toThrow(
    new TypeError('components needs a fitted metric: call fit first'),
  );
  expect(() => tripletMargins(metric, undefined as never, tested)).toThrow(
    new TypeError(
      'training.X must be an array of rows or a Matrix, got undefined',
    ),
  );
  expect(() => tripletMargins(metric, training, undefined as never)).toThrow(
    new TypeError('test.X must be an array of rows or a Matrix, got undefined'),
  );
  expect(() => tripletMargins({} as never, training, tested)).toThrow(
    new TypeError('metric must be a MetricLearner, got an object'),
  );
  const steep = metricOf([[1e160, 0, 0]]);
  expect(() => tripletMargins(steep, training, tested)).toThrow(
    /^a margin must be finite, got (?:NaN|-?Infinity): the rows are too far apart$/,
  );
  const far = { X: [[1e160, 0, 0], tested.X[0]], y: tested.y.slice(0, 2) };
  expect(() => tripletMargins(metric, training, far)).toThrow(
    /^distances between rows of X must be finite, but the values of column 0 span/,
  );
});
