import fc from 'fast-check';
import { expect, test } from 'vitest';

import { runSync } from '../../../src/async/work.ts';
import type { Dense } from '../../../src/data/Dense.ts';
import { nearestRows } from '../../../src/neighbors/nearest/nearestRows.ts';
import { plainNeighbors } from '../../oracles/plainKNN.ts';
import { normals, rowsOf } from '../../oracles/randomData.ts';

/** Rows on a grid, with many duplicates and equal distances, or random ones. */
const cases = fc
  .record({
    columns: fc.integer({ min: 1, max: 6 }),
    queries: fc.integer({ min: 1, max: 90 }),
    rows: fc.integer({ min: 1, max: 150 }),
    seed: fc.integer({ min: 1, max: 2 ** 31 }),
    grid: fc.constantFrom(0, 1, 2),
  })
  .chain((size) =>
    fc.record({
      size: fc.constant(size),
      count: fc.integer({ min: 1, max: size.rows }),
    }),
  );

function expectNearest(queries: Dense, rows: Dense, count: number): void {
  const found = runSync(nearestRows(queries, rows, count));
  const others = rowsOf(rows.values, rows.columns);
  for (const [row, query] of rowsOf(queries.values, rows.columns).entries()) {
    const expected = plainNeighbors(others, query).slice(0, count);
    const from = row * count;
    expect(
      Array.from(found.indices.subarray(from, from + count)),
    ).toStrictEqual(expected.map(({ index }) => index));
    expect(
      Array.from(found.distances.subarray(from, from + count)),
    ).toStrictEqual(expected.map(({ distance }) => distance));
  }
}

function denseOf(rows: number, columns: number, seed: number, grid: number) {
  const values = normals(rows * columns, seed);
  return {
    values: grid ? values.map((value) => Math.round(value * grid)) : values,
    rows,
    columns,
  };
}

test('neighbours are those of brute force, bit for bit and in the same order', () => {
  fc.assert(
    fc.property(cases, ({ size, count }) => {
      const { columns, queries, rows, seed, grid } = size;
      expectNearest(
        denseOf(queries, columns, seed, grid),
        denseOf(rows, columns, seed + 1, grid),
        count,
      );
    }),
    { numRuns: 300 },
  );
});

test('as many neighbours as rows, many at the same distance', () => {
  expectNearest(denseOf(3, 2, 5, 2), denseOf(2000, 2, 6, 2), 2000);
  expectNearest(denseOf(3, 2, 5, 2), denseOf(2000, 2, 6, 2), 1999);
  expectNearest(denseOf(3, 3, 5, 0), denseOf(2000, 3, 6, 0), 2000);
});

test('more rows than a block, in WebAssembly', () => {
  expectNearest(denseOf(130, 16, 3, 0), denseOf(700, 16, 4, 0), 7);
  expectNearest(denseOf(130, 16, 3, 1), denseOf(700, 16, 4, 1), 7);
});

test('rows far from the origin keep their digits: distances are computed from differences', () => {
  const values = Float64Array.of(1e8, 1e8 + 3, 1e8 + 1, 1e8 + 2, 1e8 - 1, 1e8);
  const rows = { values, rows: 6, columns: 1 };
  const query = { values: values.slice(0, 1), rows: 1, columns: 1 };
  const found = runSync(nearestRows(query, rows, 6));
  expect(Array.from(found.indices)).toStrictEqual([0, 5, 2, 4, 3, 1]);
  expect(Array.from(found.distances)).toStrictEqual([0, 0, 1, 1, 2, 3]);
});

test('squares that differ but have the same root tie', () => {
  // 1 + ε and 1 have the same root; the first row has the larger square
  const gap = 2 ** -26;
  const values = Float64Array.of(1, gap, 1, 0);
  const rows = { values, rows: 2, columns: 2 };
  const query = { values: new Float64Array(2), rows: 1, columns: 2 };
  expect(1 + gap ** 2).toBeGreaterThan(1);
  const found = runSync(nearestRows(query, rows, 1));
  expect(Array.from(found.indices)).toStrictEqual([0]);
  expect(Array.from(found.distances)).toStrictEqual([1]);
});

test('tiny distances are compared exactly', () => {
  const values = Float64Array.of(4e-162, 2e-162, 3e-162, 1e-300);
  const rows = { values, rows: 4, columns: 1 };
  const query = { values: new Float64Array(1), rows: 1, columns: 1 };
  const found = runSync(nearestRows(query, rows, 4));
  const expected = plainNeighbors(rowsOf(values, 1), [0]);
  expect(Array.from(found.indices)).toStrictEqual(
    expected.map(({ index }) => index),
  );
});

test('places stay empty where rows are infinitely far away', () => {
  const rows = { values: Float64Array.of(1e300, 1), rows: 2, columns: 1 };
  const query = { values: Float64Array.of(-1e300), rows: 1, columns: 1 };
  const found = runSync(nearestRows(query, rows, 2));
  expect(Array.from(found.indices)).toStrictEqual([-1, -1]);
});
