import { describe, expect, test } from 'vitest';

import { perturbationSpace } from '../../../src/certification/PerturbationSpace.ts';
import type { Normals } from '../../../src/certification/bounds/Normals.ts';
import { RoundingBounds } from '../../../src/certification/bounds/RoundingBounds.ts';
import { ImpostorCell } from '../../../src/certification/exact/ImpostorCell.ts';
import { SameClassRows } from '../../../src/certification/radius/SameClassRows.ts';
import { attackedQuery } from '../../oracles/attackedQuery.ts';
import { fittedClassifier } from '../../oracles/fittedClassifier.ts';
import {
  labelsOf,
  normals,
  randomClasses,
  rowsOf,
} from '../../oracles/randomData.ts';
import { nearerTo, shortestMove } from '../../oracles/shortestMove.ts';

/** A cell of rows of class a, the first ones; the last row is an impostor. */
function cellOf(
  rows: number[][],
  labels: string[],
  query: number[],
  change: Partial<Normals> = {},
) {
  const classifier = fittedClassifier(1, rows, labels);
  const asked = attackedQuery(classifier, query, 0);
  const planes = { ...asked.normals, ...change };
  const space = perturbationSpace(classifier, 'raw');
  const roundings = new RoundingBounds(
    classifier,
    space,
    2,
    planes.operatorNorm,
  );
  roundings.begin(Float64Array.from(query), 0, 10);
  const list = Int32Array.from(labels.keys()).filter(
    (row) => labels[row] === labels[0],
  );
  const own = new SameClassRows(list.length, roundings);
  own.fill(list, 0, list.length, asked.squares, asked.start);
  const cell = new ImpostorCell(planes);
  cell.begin();
  const below = (row: number) =>
    roundings.lowerSquare(Math.sqrt(asked.squares[asked.start + row]));
  return {
    cell,
    own,
    below,
    sharpen: (row: number, limit = Infinity) =>
      cell.sharpen(row, below(row), own, limit),
  };
}

const data = randomClasses(24, 2, 2, 3);
const rows = rowsOf(data.values, 2);
const labels = labelsOf(data);
const own = Array.from(rows.keys()).filter((row) => row % 2 === 0);
const others = Array.from(rows.keys()).filter((row) => row % 2 === 1);
const queries = rowsOf(normals(12 * 2, 4), 2);

/** The distance to the points where an impostor is as near as all rows of the class. */
function shortestTo(query: number[], impostor: number): number {
  return shortestMove(
    own.map((row) => nearerTo(query, rows[impostor], rows[row])),
    2,
  );
}

test('in the plane: at most the distance to the cell of the impostor, and equal to it within rounding', () => {
  for (const query of queries) {
    for (const impostor of others) {
      const { cell, sharpen } = cellOf(rows, labels, query);
      const bound = sharpen(impostor);
      const shortest = shortestTo(query, impostor);
      expect(bound).toBeLessThanOrEqual(shortest);
      // constraints hold within 1e-10 of the length; squares are rounded by about 1e-14
      const slack = 1e-9 * shortest + 1e-13;
      expect(bound).toBeGreaterThanOrEqual(shortest - slack);
      expect(cell.impostor).toBe(impostor);
      expect(Math.abs(Math.hypot(...cell.move) - bound)).toBeLessThan(slack);
    }
  }
});

test('the impostor with the shortest distance is kept, in any order', () => {
  for (const query of queries) {
    const ways = others.map((impostor) => shortestTo(query, impostor));
    const nearest = others[ways.indexOf(Math.min(...ways))];
    const { cell, sharpen } = cellOf(rows, labels, query);
    for (const order of [others, others.toReversed()]) {
      cell.begin();
      expect(cell.impostor).toBe(-1);
      for (const impostor of order) sharpen(impostor);
      expect(cell.impostor).toBe(nearest);
      const length = Math.hypot(...cell.move);
      expect(length).toBeCloseTo(Math.min(...ways), 9);
    }
  }
});

test('a distance beyond the limit is abandoned early and not kept', () => {
  let less = 0;
  for (const query of queries) {
    for (const impostor of others) {
      const { cell, sharpen } = cellOf(rows, labels, query);
      const bound = sharpen(impostor);
      const { cost } = cell;
      cell.begin();
      if (bound === 0) continue;
      // the last constraint determines the length
      const early = sharpen(impostor, bound * (1 - 1e-9));
      expect(early).toBeGreaterThanOrEqual(bound * (1 - 1e-9));
      expect(early).toBeLessThanOrEqual(bound);
      expect(cell.impostor).toBe(-1);
      expect(cell.cost).toBeLessThan(cost);
      const half = sharpen(impostor, bound / 2);
      expect(half).toBeGreaterThanOrEqual(bound / 2);
      expect(cell.impostor).toBe(-1);
      if (cell.cost < cost / 2) less++;
      // below the limit it is as before
      expect(sharpen(impostor, bound * (1 + 1e-9))).toBe(bound);
      expect([cell.impostor, cell.cost]).toStrictEqual([impostor, cost]);
    }
  }
  expect(less).toBeGreaterThan(10);
});

test('starts with the same-class row that is most violated', () => {
  for (const query of queries) {
    for (const impostor of others) {
      const { sharpen } = cellOf(rows, labels, query);
      const farthest = Math.max(
        ...own.map((row) => {
          const { normal, bound } = nearerTo(query, rows[impostor], rows[row]);
          return bound / Math.hypot(...normal);
        }),
      );
      // a tiny limit: abandoned at the first plane
      const early = sharpen(impostor, 1e-9);
      // squares are rounded by about 1e-14, and normals are as short as a thousandth
      expect(Math.abs(early - Math.max(0, farthest))).toBeLessThan(1e-10);
    }
  }
});

test('each scan of all same-class rows costs two products of a row', () => {
  const { cell, sharpen } = cellOf(
    [
      [0, 0],
      [-3, 0],
      [-2, 1],
      [4, 0],
    ],
    ['a', 'a', 'a', 'b'],
    [1, 0],
  );
  // one constraint is found, and none after it
  expect(sharpen(3)).toBeCloseTo(1, 12);
  expect(cell.cost).toBe(2 * (2 * 3 * 2));
});

test('an impostor at the query gives distance 0 at no cost', () => {
  const { cell, sharpen } = cellOf(
    [
      [0, 0],
      [4, 4],
      [1, 2],
    ],
    ['a', 'b', 'b'],
    [1, 2],
  );
  expect(sharpen(1)).toBeCloseTo(Math.SQRT1_2, 12);
  expect(cell.cost).toBeGreaterThan(0);
  expect(sharpen(2)).toBe(0);
  expect([cell.impostor, cell.cost]).toStrictEqual([2, 0]);
  expect(Array.from(cell.move)).toStrictEqual([0, 0]);
});

test('an impostor as near as a same-class row gives 0', () => {
  const { cell, sharpen } = cellOf(
    [
      [0, 0],
      [0.5, 0],
    ],
    ['a', 'b'],
    [1, 0],
  );
  expect(sharpen(1)).toBe(0);
  expect(cell.impostor).toBe(1);
});

test('a same-class row that coincides with the impostor adds no constraint', () => {
  const square = [
    [0, 0],
    [4, 0],
    [4, 0],
  ];
  const { sharpen } = cellOf(square, ['a', 'a', 'b'], [1, 0]);
  const bound = sharpen(2);
  expect(bound).toBeLessThanOrEqual(1);
  expect(bound).toBeCloseTo(1, 12);
});

describe('normals may be longer than computed', () => {
  const factor = 1.5;
  const blur = 0.25;

  test('one same-class row: the distance to its bisector', () => {
    const {
      sharpen,
      below,
      own: ofClass,
    } = cellOf(
      [
        [0, 0],
        [4, 3],
      ],
      ['a', 'b'],
      [1, 0],
      { relativeError: factor, absoluteError: blur },
    );
    // ‖normal‖ is 5
    const height = (below(1) - ofClass.upperSquareAt(0)) / 2;
    expect(sharpen(1)).toBeCloseTo(height / (5 * factor + blur), 12);
  });

  test('two same-class rows: the norm of their combination with multipliers, each rounded up', () => {
    // both planes contain the nearest point, at (2, 0) from the query
    const pair = [
      [0, 2],
      [0, -2],
      [4 + Math.sqrt(8), 0],
    ];
    const {
      sharpen,
      below,
      cell,
      own: ofClass,
    } = cellOf(pair, ['a', 'a', 'b'], [0, 0], {
      relativeError: factor,
      absoluteError: blur,
    });
    const [long] = pair[2];
    const height = (below(2) - ofClass.upperSquareAt(0)) / 2;
    const bound = sharpen(2);
    // multipliers v and v: Σ v n = 2 v (long, 0)
    const expected = (2 * height) / (2 * long * factor + 2 * blur);
    expect(bound).toBeCloseTo(expected, 12);
    expect(cell.move[0]).toBeCloseTo(height / long, 12);
    expect(cell.move[1]).toBeCloseTo(0, 12);
  });
});
