import { MetricKNN } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { runSync } from '../../../src/async/work.ts';
import type {
  MovedRows,
  Moves,
} from '../../../src/certification/attacks/crossBoundary.ts';
import { crossBoundary } from '../../../src/certification/attacks/crossBoundary.ts';
import { toDense } from '../../../src/data/Dense.ts';
import type { FittedClassifier } from '../../../src/estimators/classifier/FittedClassifier.ts';
import { fittedClassifierOf } from '../../../src/estimators/classifier/MetricKNN.ts';
import { fittedClassifier } from '../../oracles/fittedClassifier.ts';
import { normals, rowsOf } from '../../oracles/randomData.ts';

/** The relative length of the first step: half a millionth (FIRST), and its length for a zero move (LEAST). */
const FIRST = 5e-7;
const LEAST = 1e-10;

interface Walk {
  row: number[];
  move: number[];
  goal: number[];
  code?: number;
}

function movesOf(walks: Walk[], lengths: number[]): Moves {
  return {
    data: toDense(
      walks.map(({ row }) => row),
      'X',
    ),
    codes: Int32Array.from(walks, ({ code = 0 }) => code),
    values: Float64Array.from(walks.flatMap(({ move }) => move)),
    lengths: Float64Array.from(lengths),
    goals: Float64Array.from(walks.flatMap(({ goal }) => goal)),
  };
}

function walk(
  classifier: FittedClassifier,
  walks: Walk[],
  lengths = walks[0].row.map(() => 1),
): MovedRows {
  return runSync(crossBoundary(classifier, movesOf(walks, lengths)));
}

describe('on a line with class a up to 5 and class b beyond', () => {
  // where both are equally near, the first row wins
  const classifier = fittedClassifier(1, [[0], [10]], ['a', 'b']);

  test('from the boundary, the first step crosses it by half a millionth of the move', () => {
    const { values, codes, rows, columns } = walk(classifier, [
      { row: [1], move: [4], goal: [10] },
    ]);
    expect([rows, columns, Array.from(codes)]).toStrictEqual([1, 1, [1]]);
    // within the rounding of numbers near 5
    expect(values[0] - 5).toBeCloseTo(4 * FIRST, 14);
  });

  test('in the opposite direction, into the first class', () => {
    const { values, codes } = walk(classifier, [
      { row: [9], move: [-4 - 1e-9], goal: [0], code: 1 },
    ]);
    expect(codes[0]).toBe(0);
    expect(values[0]).toBeCloseTo(5 - 1e-9 - 4 * FIRST, 14);
  });

  test('moves are in the units of their columns', () => {
    const { values } = walk(
      classifier,
      [{ row: [1], move: [2], goal: [10] }],
      [2],
    );
    expect(values[0] - 5).toBeCloseTo(4 * FIRST, 14);
  });

  test('before the boundary, steps grow fourfold until they cross it', () => {
    for (const at of [4.999, 4.9, 4.5, 2.5, 1.5]) {
      const [x] = walk(classifier, [
        { row: [1], move: [at - 1], goal: [10] },
      ]).values;
      const step = x - at;
      expect(x).toBeGreaterThan(5);
      expect(at + step / 4).toBeLessThanOrEqual(5);
      const times = Math.log(step / (FIRST * (at - 1))) / Math.log(4);
      expect(times).toBeCloseTo(Math.round(times), 6);
    }
  });

  test('from a zero move, the first step is tiny and the next ones grow', () => {
    const stay = { row: [5], move: [0], goal: [10] };
    expect(walk(classifier, [stay]).values[0] - 5).toBeCloseTo(5 * LEAST, 14);
    const go = { row: [4], move: [0], goal: [10] };
    const [x] = walk(classifier, [go]).values;
    const times = Math.log((x - 4) / (6 * LEAST)) / Math.log(4);
    expect(times).toBeCloseTo(Math.round(times), 6);
    expect(4 + (x - 4) / 4).toBeLessThanOrEqual(5);
  });

  test('if only the goal is beyond the boundary, the result is the goal, bit for bit', () => {
    const goal = 5.1 + 1e-9;
    const { values, codes } = walk(classifier, [
      { row: [-4.7], move: [0], goal: [goal] },
      // the first step would be longer than the whole move
      { row: [-3e9], move: [3e9 + 5], goal: [5 + 2 ** -20] },
    ]);
    expect(Array.from(codes)).toStrictEqual([1, 1]);
    expect(Array.from(values)).toStrictEqual([goal, 5 + 2 ** -20]);
  });

  test('there is no result if the goal itself is not beyond the boundary', () => {
    const { values, codes } = walk(classifier, [
      { row: [1], move: [1], goal: [4] },
      { row: [1], move: [4], goal: [10] },
      { row: [4], move: [0], goal: [4] },
    ]);
    expect(Array.from(codes)).toStrictEqual([-1, 1, -1]);
    expect([values[0], values[2]]).toStrictEqual([0, 0]);
    expect(values[1]).toBeGreaterThan(5);
  });

  test('without rows there is no result', () => {
    const nothing = {
      data: { values: new Float64Array(), rows: 0, columns: 1 },
    };
    const empty = new Float64Array();
    const moves = { codes: new Int32Array(), values: empty, goals: empty };
    const found = runSync(
      crossBoundary(classifier, {
        ...nothing,
        ...moves,
        lengths: Float64Array.of(1),
      }),
    );
    expect(found).toStrictEqual({ ...nothing.data, codes: new Int32Array() });
  });
});

test('in the plane, the step is a share of the remaining distance', () => {
  const classifier = fittedClassifier(
    1,
    [
      [0, 0],
      [8, 0],
    ],
    ['a', 'b'],
  );
  const [found] = rowsOf(
    walk(classifier, [{ row: [1, 0.5], move: [1, 3], goal: [8, 2] }], [3, 0.25])
      .values,
    2,
  );
  // moved to 4, the boundary, and 1.25; from there towards the goal, in units of the columns
  const rest = Math.hypot((8 - 4) / 3, (2 - 1.25) / 0.25);
  const part = (FIRST * Math.hypot(1, 3)) / rest;
  expect(found[0]).toBeCloseTo(4 + part * 4, 13);
  expect(found[1]).toBeCloseTo(1.25 + part * 0.75, 13);
});

test('each row takes its own path, alone or beside others', () => {
  const columns = 3;
  const rows = rowsOf(normals(24 * columns, 4), columns);
  const labels = rows.map((_, row) => 'abc'[row % 3]);
  const knn = new MetricKNN({ k: 3, metric: false }).train(rows, labels);
  const classifier = fittedClassifierOf(knn, 'the test');
  const kinds = classifier.training.classes;
  const moves = rowsOf(normals(24 * columns, 5), columns);
  const goals = rowsOf(normals(24 * columns, 6), columns);
  const lengths = [1, 2, 0.5];
  const walks = rows.map((row, at) => ({
    row,
    move: moves[at].map((value) => value / 10),
    goal: goals[at],
    code: kinds.indexOf(knn.predict(row)),
  }));
  const together = walk(classifier, walks, lengths);
  for (const [at, one] of walks.entries()) {
    const alone = walk(classifier, [one], lengths);
    expect(together.codes[at]).toBe(alone.codes[0]);
    const there = together.values.subarray(at * columns, (at + 1) * columns);
    expect(there).toStrictEqual(alone.values);
    if (alone.codes[0] < 0) continue;
    expect(alone.codes[0]).not.toBe(one.code);
    expect(knn.predict(Array.from(there))).toBe(kinds[alone.codes[0]]);
  }
  expect(together.codes.filter((code) => code >= 0).length).toBeGreaterThan(12);
});
