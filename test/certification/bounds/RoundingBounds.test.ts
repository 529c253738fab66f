/**
 * The rounding bounds of certificates are those derived in comments: computed by their formulas, within a few
 * roundings.
 */
import fc from 'fast-check';
import { MetricKNN } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { runSync } from '../../../src/async/work.ts';
import { perturbationSpace } from '../../../src/certification/PerturbationSpace.ts';
import { createNormals } from '../../../src/certification/bounds/Normals.ts';
import { RoundingBounds } from '../../../src/certification/bounds/RoundingBounds.ts';
import {
  operatorNorm,
  roughOperatorNorm,
} from '../../../src/certification/bounds/operatorNorm.ts';
import { SameClassRows } from '../../../src/certification/radius/SameClassRows.ts';
import { fittedClassifierOf } from '../../../src/estimators/classifier/MetricKNN.ts';
import { normOf } from '../../../src/linear-algebra/norms.ts';
import { metricOf } from '../../oracles/metricOf.ts';
import { normals, rowsOf } from '../../oracles/randomData.ts';

const EPSILON = Number.EPSILON;
const NORMS = [1, 2, Infinity] as const;
const COLUMNS = 3;
const L = rowsOf(normals(2 * COLUMNS, 1), COLUMNS);
const CENTER = [5, -3, 0.5];
const SCALE = [2, 0.5, 3];
const X = rowsOf(normals(12 * COLUMNS, 2), COLUMNS);
const y = X.map((_, row) => row % 2);

const learned = fittedClassifierOf(
  MetricKNN.fromMetric(metricOf(L, CENTER, SCALE), X, y, { k: 1 }),
  'the test',
);
const plain = fittedClassifierOf(
  new MetricKNN({ k: 1, metric: false }).train(X, y),
  'the test',
);

function plainSize(norm: number, vector: number[]): number {
  const sizes = vector.map(Math.abs);
  if (norm === 1) return sizes.reduce((a, b) => a + b, 0);
  return norm === 2 ? Math.hypot(...vector) : Math.max(...sizes);
}

function expectNear(found: number, expected: number, part: number): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(
    part * Math.abs(expected),
  );
}

describe('norms', () => {
  test.each(NORMS)('norm %f', (norm) => {
    for (const vector of X) {
      const found = normOf(norm, Float64Array.from(vector));
      expectNear(found, plainSize(norm, vector), 4 * EPSILON);
    }
  });
});

describe.each(NORMS)('norm %f', (norm) => {
  describe.each(['standardized', 'raw'] as const)('%s units', (units) => {
    const space = perturbationSpace(learned, units);
    const lengths = units === 'raw' ? [1, 1, 1] : SCALE;
    const roundings = new RoundingBounds(learned, space, norm, 7);
    const rows = Float64Array.from([0, 0, 0, 1e6, -2e6, 3e6]);
    const query = [1e6, -2e6, 3e6];
    const most = 1e5;
    // h, of numbers with a visible error
    const image =
      (COLUMNS + 16) *
      EPSILON *
      Math.hypot(
        ...L.map((row) =>
          row.reduce(
            (sum, value, k) =>
              sum +
              Math.abs(value) *
                (Math.abs(query[k] - CENTER[k]) + most * lengths[k]),
            0,
          ),
        ),
      );
    const ofSquares = (L.length + 16) * EPSILON;

    test('the Lipschitz constant bounds the image of a perturbation', () => {
      expect(Array.from(space.lengths)).toStrictEqual(lengths);
      const table = rowsOf(space.map.values, COLUMNS);
      for (const [at, row] of table.entries()) {
        for (const [k, value] of row.entries()) {
          expectNear(value, L[at][k] * lengths[k], 2 * EPSILON);
        }
      }
    });

    test('the distance to a training row is bounded', () => {
      for (const [at, row] of X.entries()) {
        const move = row.map((value, k) => (value - query[k]) / lengths[k]);
        expectNear(
          roundings.distance(rows, COLUMNS, at),
          plainSize(norm, move),
          4 * EPSILON,
        );
      }
    });

    test('bounds are below the distance of an impostor and above that of a same-class row', () => {
      roundings.begin(rows, COLUMNS, most);
      // far less than the bound, which the differences should reveal
      const part = 1e-4;
      for (const distance of [1e-9, 1e-7, 1e-3]) {
        const less = distance * (ofSquares * distance + 2 * image);
        const expected = Math.max(0, distance ** 2 - less);
        const below = roundings.lowerSquare(distance);
        expectNear(below, expected, 4 * EPSILON);
        expect(below).toBeLessThan(distance ** 2);
        const reach = distance + 7 * most + image;
        const more =
          distance * (ofSquares * distance + 2 * image) +
          ofSquares * reach ** 2;
        expectNear(roundings.upperSquare(distance) - distance ** 2, more, part);
      }
    });

    test('rounding errors count where images are hardly longer than their error', () => {
      // distances so small that any other error would hide them
      const short = new RoundingBounds(learned, space, norm, image / most);
      short.begin(rows, COLUMNS, most);
      expectNear(short.upperSquare(0), ofSquares * (2 * image) ** 2, 1e-6);
      const distance = image / 8;
      const more =
        distance * (ofSquares * distance + 2 * image) +
        ofSquares * (distance + 2 * image) ** 2;
      expectNear(short.upperSquare(distance) - distance ** 2, more, 1e-6);
    });

    test('a row at the origin of all rows has only the smallest numbers', () => {
      const at = Float64Array.from(CENTER);
      roundings.begin(at, 0, 0);
      expect(roundings.upperSquare(0)).toBeGreaterThan(0);
      expect(roundings.upperSquare(0)).toBeLessThan(1e-290);
      expect(roundings.lowerSquare(0)).toBe(0);
    });

    test('a radius is rounded down by sixteen roundings and those of the row', () => {
      const moves = query.map((value, k) => (2 * EPSILON * value) / lengths[k]);
      const slack = plainSize(norm, moves);
      for (const radius of [1e-3, 1, 1e4]) {
        const loss = radius - roundings.roundRadiusDown(radius, rows, COLUMNS);
        // rounded like the radius
        const expected = slack + 16 * EPSILON * radius;
        expect(Math.abs(loss - expected)).toBeLessThanOrEqual(EPSILON * radius);
      }
      expect(roundings.roundRadiusDown(slack / 2, rows, COLUMNS)).toBe(0);
      // a row of zeros subtracts the smallest numbers
      const least = roundings.roundRadiusDown(0.1 * slack, rows, 0);
      expectNear(least, 0.1 * slack, 17 * EPSILON);
    });

    test('the norms of normals are bounded', () => {
      const found = runSync(createNormals(learned.embedding, space.map, norm));
      const { values, columns } = learned.embedding;
      const Z = rowsOf(values, columns);
      const map = rowsOf(space.map.values, COLUMNS);
      expect(found.columns).toBe(COLUMNS);
      expect(found.relativeError).toBe(1 + (COLUMNS + 16) * EPSILON);
      expect(found.operatorNorm).toBe(runSync(operatorNorm(space.map, norm)));
      const dual = new Map([
        [1, Infinity],
        [2, 2],
        [Infinity, 1],
      ]).get(norm) as number;
      for (const [i, a] of Z.entries()) {
        for (const [j, b] of Z.entries()) {
          const expected = space.lengths.map((_, k) =>
            map.reduce((sum, row, r) => sum + row[k] * (a[r] - b[r]), 0),
          );
          const size = found.norm(
            found.images,
            COLUMNS,
            i * COLUMNS,
            j * COLUMNS,
          );
          // entries of Z are of magnitude 1
          expect(
            Math.abs(size - plainSize(dual, Array.from(expected))),
          ).toBeLessThan(1e-13);
        }
      }
      const mean = Z[0].map(
        (_, r) => Z.reduce((sum, row) => sum + row[r], 0) / Z.length,
      );
      const longest = Math.max(
        ...Z.map((row) => Math.hypot(...row.map((z, r) => z - mean[r]))),
      );
      const blur =
        2 *
        (columns + 16) *
        EPSILON *
        roughOperatorNorm(space.map, norm) *
        longest;
      expectNear(found.absoluteError, blur, 1e-12);
      const none = { ...space.map, values: new Float64Array(2 * COLUMNS) };
      const still = runSync(createNormals(learned.embedding, none, norm));
      expect(still.absoluteError).toBeGreaterThanOrEqual(1e-150);
    });
  });

  test('without a metric, images are the rows and are not rounded', () => {
    const space = perturbationSpace(plain, 'raw');
    const roundings = new RoundingBounds(plain, space, norm, 0);
    roundings.begin(Float64Array.of(1e9, 1e9, 1e9), 0, 5);
    const part = (COLUMNS + 16) * EPSILON;
    expectNear(1 - roundings.lowerSquare(1), part, 0.06);
    expectNear(roundings.upperSquare(1) - 1, 2 * part, 0.06);
    // the distance doubles with the move: (1 + 1)²
    const moved = new RoundingBounds(plain, space, norm, 0.2);
    moved.begin(Float64Array.of(1e9, 1e9, 1e9), 0, 5);
    expectNear(moved.upperSquare(1) - 1, 5 * part, 0.06);
  });

  test('no distance is infinite', () => {
    const space = perturbationSpace(plain, 'raw');
    const roundings = new RoundingBounds(plain, space, norm, 1);
    roundings.begin(Float64Array.of(0, 0, 0), 0, 1);
    expect(roundings.lowerSquare(Infinity)).toBeLessThan(Infinity);
    expect(roundings.lowerSquare(Infinity)).toBeGreaterThan(1e308);
  });
});

test('same-class rows are sorted, each with an upper bound of its square', () => {
  const space = perturbationSpace(plain, 'raw');
  const roundings = new RoundingBounds(plain, space, 2, 1);
  roundings.begin(Float64Array.of(0, 0, 0), 0, 1);
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 5, maxLength: 20 }),
      fc.nat(2),
      (keys, start) => {
        const squares = Float64Array.from(keys);
        const list = Int32Array.from(keys.keys()).subarray(start);
        const own = new SameClassRows(list.length, roundings);
        // twice: bounds of other rows must not be reused
        for (const from of [0, 1]) {
          own.fill(list, from, list.length - start, squares, -start);
          const expected = Array.from(
            list.subarray(from, list.length - start),
          ).toSorted((a, b) => keys[a - start] - keys[b - start] || a - b);
          expect(own.size).toBe(Math.max(0, expected.length));
          for (const rank of expected.keys()) {
            const row = own.rowAt(rank);
            const distance = Math.sqrt(keys[row - start]);
            expect(keys[row - start]).toBe(keys[expected[rank] - start]);
            expect(own.distanceAt(rank)).toBe(distance);
          }
          if (expected.length === 0) continue;
          const last = expected.length - 1;
          for (const rank of [last, 0]) {
            expect(own.upperSquareAt(rank)).toBe(
              roundings.upperSquare(own.distanceAt(rank)),
            );
          }
        }
      },
    ),
  );
});
