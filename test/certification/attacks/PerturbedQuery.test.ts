import { MetricKNN } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { fittedClassifierOf } from '../../../src/estimators/classifier/MetricKNN.ts';
import { attackedQuery } from '../../oracles/attackedQuery.ts';
import { fittedClassifier } from '../../oracles/fittedClassifier.ts';
import { metricOf } from '../../oracles/metricOf.ts';
import { normals, rowsOf } from '../../oracles/randomData.ts';

const COLUMNS = 3;
const SCALE = [2, 0.5, 3];
const X = rowsOf(normals(40 * COLUMNS, 1), COLUMNS);
const y = X.map((_, row) => 'abc'[row % 3]);
const L = rowsOf(normals(2 * COLUMNS, 2), COLUMNS);
const queries = rowsOf(normals(10 * COLUMNS, 3), COLUMNS);
const moves = rowsOf(normals(10 * COLUMNS, 4), COLUMNS);

function distance(a: number[], b: number[]): number {
  const image = L.map((row) =>
    row.reduce((sum, weight, k) => sum + weight * (a[k] - b[k]), 0),
  );
  return Math.hypot(...image);
}

describe.each([1, 2, 5])('k = %i', (k) => {
  const knn = MetricKNN.fromMetric(metricOf(L, [1, 0, -1], SCALE), X, y, { k });
  const classifier = fittedClassifierOf(knn, 'the test');
  const { classes, codes } = classifier.training;

  test.each(['standardized', 'raw'] as const)(
    '%s units: predictions along a move are those of brute force',
    (units) => {
      const lengths = units === 'raw' ? [1, 1, 1] : SCALE;
      for (const [at, row] of queries.entries()) {
        const { query } = attackedQuery(classifier, row, at % 3, { units });
        query.setDirection(Float64Array.from(moves[at]));
        for (const part of [0, 0.5, 1, 7]) {
          const there = row.map(
            (value, c) => value + part * lengths[c] * moves[at][c],
          );
          expect(classes[query.predictAt(part)]).toBe(knn.predict(there));
          const order = X.map((other, index) => ({
            index,
            far: distance(other, there),
          })).toSorted((a, b) => a.far - b.far);
          expect(Array.from(query.neighbors)).toStrictEqual(
            order.slice(0, k).map(({ index }) => index),
          );
        }
      }
    },
  );

  test('finds the nearest rows of a class after a move, except excluded ones', () => {
    const [row] = queries;
    const { query } = attackedQuery(classifier, row, 0);
    const [move] = moves;
    query.setDirection(Float64Array.from(move));
    const there = row.map((value, c) => value + move[c]);
    for (let code = 0; code < 3; code++) {
      const all = Array.from(codes.keys())
        .filter((index) => codes[index] === code)
        .toSorted((a, b) => distance(X[a], there) - distance(X[b], there));
      expect(query.nearestOf(code, [], 100)).toStrictEqual(all);
      expect(query.nearestOf(code, [], 3)).toStrictEqual(all.slice(0, 3));
      const taken = [all[0], all[2]];
      const left = all.filter((index) => !taken.includes(index));
      expect(query.nearestOf(code, taken, 2)).toStrictEqual(left.slice(0, 2));
      expect(query.nearestOf(code, taken, 0)).toStrictEqual([]);
    }
  });

  test('gives half squared distances and the rows of the class', () => {
    const { query, squares, start } = attackedQuery(classifier, queries[1], 2);
    const own = Array.from(codes.keys()).filter((index) => codes[index] === 2);
    expect(Array.from(query.own)).toStrictEqual(own);
    expect(query.halves).toStrictEqual(
      squares.subarray(start).map((square) => square / 2),
    );
    query.widen(2);
    expect(Array.from(query.own)).toStrictEqual(own);
  });
});

describe('of many rows only the nearest are considered', () => {
  // 300 rows each: a at 0, −1, −2, …; b at 1, 2, 3, …, alternating
  const line = Array.from({ length: 600 }, (_, row) =>
    row % 2 ? (row + 1) / 2 : -row / 2,
  );
  const classifier = fittedClassifier(
    1,
    line.map((value) => [value]),
    line.map((value) => (value > 0 ? 'b' : 'a')),
  );
  const nearest = (query: {
    nearestOf: (...args: [number, [], number]) => number[];
  }) => [0, 1].map((code) => query.nearestOf(code, [], 1000));
  const firstOnes = (count: number) => [
    Array.from({ length: count }, (_, at) => 2 * at),
    Array.from({ length: count }, (_, at) => 2 * at + 1),
  ];

  test('considers the 256 nearest rows of the class and of other classes, or all on request', () => {
    const { query } = attackedQuery(classifier, [0.1], 0);
    query.setDirection(Float64Array.of(0));
    const [own] = firstOnes(256);
    expect(Array.from(query.own)).toStrictEqual(own);
    expect(nearest(query)).toStrictEqual(firstOnes(256));
    query.widen(0);
    query.setDirection(Float64Array.of(0));
    expect(Array.from(query.own)).toStrictEqual(firstOnes(300)[0]);
    expect(nearest(query)).toStrictEqual(firstOnes(300));
  });

  test('a new query resets the state', () => {
    const { query, squares, start } = attackedQuery(classifier, [0.1], 0);
    query.widen(0);
    query.begin(1, squares, start);
    query.setDirection(Float64Array.of(0));
    expect(Array.from(query.own)).toStrictEqual(firstOnes(256)[1]);
    expect(nearest(query)).toStrictEqual(firstOnes(256));
  });
});
