import { MetricKNN } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { runSync } from '../../../src/async/work.ts';
import {
  exactMoves,
  movesToTraining,
} from '../../../src/certification/attacks/attacks.ts';
import { movesTowards } from '../../../src/certification/attacks/crossBoundary.ts';
import { toDense } from '../../../src/data/Dense.ts';
import { fittedClassifierOf } from '../../../src/estimators/classifier/MetricKNN.ts';
import { fittedClassifier } from '../../oracles/fittedClassifier.ts';
import { metricOf } from '../../oracles/metricOf.ts';
import { plainNorm } from '../../oracles/norms.ts';
import { normals, rowsOf } from '../../oracles/randomData.ts';

const COLUMNS = 3;
const SCALE = [2, 0.5, 3];
const X = rowsOf(normals(30 * COLUMNS, 1), COLUMNS).map((row, at) =>
  row.map((value, k) => SCALE[k] * (value + (at % 3))),
);
const y = X.map((_, row) => 'abc'[row % 3]);
const L = rowsOf(normals(2 * COLUMNS, 2), COLUMNS);
const knn = MetricKNN.fromMetric(metricOf(L, [1, 0, -1], SCALE), X, y, {
  k: 3,
});
const classifier = fittedClassifierOf(knn, 'the test');
const predicted = knn.predict(X);
const queries = rowsOf(normals(7 * COLUMNS, 3), COLUMNS);
const data = toDense(queries, 'X');
const codes = Int32Array.from(queries, (_, row) => row % 3);

describe.each(['standardized', 'raw'] as const)('%s units', (units) => {
  const lengths = units === 'raw' ? [1, 1, 1] : SCALE;

  test.each([1, 2, Infinity] as const)(
    'norm %f: goes to the nearest training row with another prediction',
    (norm) => {
      const problem = { classifier, data, codes, norm, units, exact: false };
      const found = runSync(movesToTraining(problem));
      expect(Array.from(found.which)).toStrictEqual([0, 1, 2, 3, 4, 5, 6]);
      expect(found.data).toStrictEqual(data);
      expect(found.codes).toStrictEqual(codes);
      expect(found.values).toStrictEqual(new Float64Array(7 * COLUMNS));
      expect(Array.from(found.lengths)).toStrictEqual(lengths);
      const goals = rowsOf(found.goals, COLUMNS);
      for (const [at, row] of queries.entries()) {
        const sizes = X.map((other, index) =>
          predicted[index] === classifier.training.classes[codes[at]]
            ? Infinity
            : plainNorm(
                other.map((value, k) => (value - row[k]) / lengths[k]),
                norm,
              ),
        );
        expect(goals[at]).toStrictEqual(X[sizes.indexOf(Math.min(...sizes))]);
      }
    },
  );
});

test('finds nothing if no training row has another prediction', () => {
  const rows = [[0], [1], [2], [3]];
  const outvoted = fittedClassifier(3, rows, ['a', 'a', 'a', 'b']);
  const found = runSync(
    movesToTraining({
      classifier: outvoted,
      data: toDense([[5], [6]], 'X'),
      codes: Int32Array.of(0, 1),
      norm: 2,
      units: 'raw',
      exact: false,
    }),
  );
  // the second row should not be b, and all training rows are predicted otherwise
  expect(Array.from(found.which)).toStrictEqual([1]);
  expect(Array.from(found.data.values)).toStrictEqual([6]);
  expect(Array.from(found.goals)).toStrictEqual([3]);
});

test('towards rows: lists the rows that have a move', () => {
  const problem = {
    classifier,
    data,
    codes,
    norm: 2,
    units: 'standardized',
    exact: true,
  } as const;
  const moves = { ...data, values: normals(7 * COLUMNS, 4) };
  const goals = Int32Array.of(-1, 4, 0, -1, -1, 29, -1);
  const found = movesTowards(problem, goals, moves);
  expect(Array.from(found.which)).toStrictEqual([1, 2, 5]);
  const pick = (rows: number[][]) => [rows[1], rows[2], rows[5]];
  expect(rowsOf(found.data.values, COLUMNS)).toStrictEqual(pick(queries));
  expect(Array.from(found.codes)).toStrictEqual([1, 2, 2]);
  expect(rowsOf(found.values, COLUMNS)).toStrictEqual(
    pick(rowsOf(moves.values, COLUMNS)),
  );
  expect(Array.from(found.lengths)).toStrictEqual(SCALE);
  expect(rowsOf(found.goals, COLUMNS)).toStrictEqual([X[4], X[0], X[29]]);
});

test('exact moves reach the boundary on a line, whether or not exactness was requested', () => {
  const line = fittedClassifier(1, [[0], [10], [-4]], ['a', 'b', 'c']);
  const found = runSync(
    exactMoves({
      classifier: line,
      data: toDense([[2], [4], [-1]], 'X'),
      codes: Int32Array.of(0, 0, 0),
      norm: 2,
      units: 'raw',
      exact: false,
    }),
  );
  expect(Array.from(found.which)).toStrictEqual([0, 1, 2]);
  expect(Array.from(found.goals)).toStrictEqual([10, 10, -4]);
  for (const [at, move] of [3, 1, -1].entries()) {
    expect(found.values[at]).toBeCloseTo(move, 12);
  }
});
