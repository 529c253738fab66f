/** Bounds of how much longer than a perturbation its image can be: never too small, and hardly too large. */
import fc from 'fast-check';
import { Matrix, SVD } from 'ml-matrix';
import { describe, expect, test } from 'vitest';

import { runSync } from '../../../src/async/work.ts';
import {
  operatorNorm,
  roughOperatorNorm,
} from '../../../src/certification/bounds/operatorNorm.ts';
import type { Dense } from '../../../src/data/Dense.ts';
import { normals, rowsOf } from '../../oracles/randomData.ts';

const maps = fc
  .record({
    rows: fc.integer({ min: 1, max: 5 }),
    columns: fc.integer({ min: 1, max: 6 }),
    seed: fc.nat(),
    scale: fc.constantFrom(1e-60, 1e-3, 1, 1e60),
  })
  .map(({ rows, columns, seed, scale }): Dense => {
    const values = normals(rows * columns, seed).map((x) => x * scale);
    return { values, rows, columns };
  });

/** Allows for the 1e−9 by which bounds are rounded up. */
const UP = 1 + 2e-9;

function tableOf({ values, columns }: Dense): number[][] {
  return rowsOf(values, columns);
}

function largestSingularValue(map: Dense): number {
  return new SVD(new Matrix(tableOf(map))).norm2;
}

/** The longest image of a corner of the cube, where ‖map e‖ is largest. */
function longestOfCorners(map: Dense): number {
  let longest = 0;
  for (let corner = 0; corner < 2 ** map.columns; corner++) {
    const image = tableOf(map).map((row) =>
      row.reduce((sum, x, k) => sum + ((corner >> k) & 1 ? x : -x), 0),
    );
    longest = Math.max(longest, Math.hypot(...image));
  }
  return longest;
}

function longestColumn(map: Dense): number {
  const table = tableOf(map);
  return Math.max(
    ...table[0].map((_, k) => Math.hypot(...table.map((row) => row[k]))),
  );
}

test('norm 2: at least the largest singular value, and at most r^(1/32) times that', () => {
  fc.assert(
    fc.property(maps, (map) => {
      const least = largestSingularValue(map);
      const bound = runSync(operatorNorm(map, 2));
      expect(bound).toBeGreaterThanOrEqual(least);
      expect(bound).toBeLessThanOrEqual(UP * map.rows ** (1 / 32) * least);
    }),
  );
});

test('norm 2: r^(1/32) times the singular value where all are equal', () => {
  for (const size of [1, 2, 5, 16]) {
    const values = Float64Array.from(Matrix.eye(size).to1DArray());
    const map = { values, rows: size, columns: size };
    const bound = runSync(operatorNorm(map, 2));
    expect(bound).toBeGreaterThanOrEqual(size ** (1 / 32));
    expect(bound).toBeLessThanOrEqual(UP * size ** (1 / 32));
  }
});

test('norm 1: the longest column', () => {
  fc.assert(
    fc.property(maps, (map) => {
      const least = longestColumn(map);
      const bound = runSync(operatorNorm(map, 1));
      expect(bound).toBeGreaterThanOrEqual(least);
      expect(bound).toBeLessThanOrEqual(UP * least);
    }),
  );
});

test('norm ∞: at least the value at every corner of the cube, at most √d or the sums of rows', () => {
  fc.assert(
    fc.property(maps, (map) => {
      const bound = runSync(operatorNorm(map, Infinity));
      expect(bound).toBeGreaterThanOrEqual(longestOfCorners(map));
      const spectral = map.rows ** (1 / 32) * largestSingularValue(map);
      expect(bound).toBeLessThanOrEqual(UP * Math.sqrt(map.columns) * spectral);
      expect(bound).toBeLessThanOrEqual(roughOperatorNorm(map, Infinity));
    }),
  );
});

test('signs do not matter: columns, all entries, or sums of rows', () => {
  fc.assert(
    fc.property(maps, (map) => {
      const table = tableOf(map);
      const expected = new Map([
        [1, longestColumn(map)],
        [2, Math.hypot(...map.values)],
        [
          Infinity,
          Math.hypot(
            ...table.map((row) => row.reduce((sum, x) => sum + Math.abs(x), 0)),
          ),
        ],
      ] as const);
      for (const [norm, least] of expected) {
        const bound = roughOperatorNorm(map, norm);
        expect(bound).toBeGreaterThanOrEqual(least);
        expect(bound).toBeLessThanOrEqual(UP * least);
      }
    }),
  );
});

describe('entries that overflow when squared have the rough bound', () => {
  const map = { values: Float64Array.of(1, 2, -3, 4), rows: 2, columns: 2 };

  test.each([0, 1e-120, 1e90])('a map of magnitude %f', (scale) => {
    const scaled = { ...map, values: map.values.map((x) => x * scale) };
    for (const norm of [1, 2, Infinity] as const) {
      expect(runSync(operatorNorm(scaled, norm))).toBe(
        roughOperatorNorm(scaled, norm),
      );
    }
  });

  test('entries that underflow do not count as 0', () => {
    const none = { ...map, values: new Float64Array(4) };
    for (const norm of [1, 2, Infinity] as const) {
      expect(roughOperatorNorm(none, norm)).toBe(1e-150);
    }
  });
});
