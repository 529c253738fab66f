import fc from 'fast-check';
import { squaredEuclidean } from 'ml-distance-euclidean';
import { expect, test } from 'vitest';

import {
  blockDistances,
  packRows,
  packedLength,
} from '../../../src/kernels/distances/blockDistances.ts';
import {
  addDistanceGradients,
  measureDistances,
} from '../../../src/kernels/norms/euclideanNorm.ts';
import {
  numericGradient,
  relativeError,
} from '../../oracles/numericGradient.ts';
import { normals, rowsOf } from '../../oracles/randomData.ts';

const first = Int32Array.of(0, 0, 1, 3, 2);
const second = Int32Array.of(1, 4, 2, 4, 2);
const width = fc.integer({ min: 1, max: 9 });

test('measureDistances agrees with ml-distance-euclidean', () => {
  fc.assert(
    fc.property(width, fc.nat(1000), (columns, seed) => {
      const values = normals(5 * columns, seed);
      const rows = rowsOf(values, columns);
      const distances = new Float64Array(first.length);
      measureDistances(values, columns, first, second, distances);
      for (const [pair, distance] of distances.entries()) {
        const expected = squaredEuclidean(
          rows[first[pair]],
          rows[second[pair]],
        );
        expect(distance).toBeCloseTo(expected, 12);
      }
    }),
  );
});

test('measureDistances keeps the digits of close rows far from the origin', () => {
  const values = Float64Array.of(1e8, 1e8, 1e8 + 1, 1e8 + 2);
  const distances = new Float64Array(1);
  measureDistances(values, 2, Int32Array.of(0), Int32Array.of(1), distances);
  expect(distances[0]).toBe(5);
});

test('addDistanceGradients adds the gradient of weighted pair distances', () => {
  const columns = 3;
  const values = normals(5 * columns, 1);
  const weights = normals(first.length, 2);
  weights[1] = 0;
  const before = normals(values.length, 3);
  const gradient = before.slice();
  addDistanceGradients(values, columns, first, second, weights, gradient);
  const expected = numericGradient((moved) => {
    const distances = new Float64Array(first.length);
    measureDistances(moved, columns, first, second, distances);
    return distances.reduce((sum, d, pair) => sum + weights[pair] * d, 0);
  }, values);
  const added = gradient.map((value, at) => value - before[at]);
  expect(relativeError(added, expected)).toBeLessThan(1e-9);
});

test('blockDistances is symmetric, bit for bit', () => {
  fc.assert(
    fc.property(
      width,
      width,
      width,
      fc.nat(1000),
      (height, breadth, columns, seed) => {
        const values = normals((height + breadth) * columns, seed);
        const rows = rowsOf(values, columns);
        // from the rows at one place to those at another
        const between = (top: number, h: number, left: number, w: number) => {
          const packed = new Float64Array(packedLength(w, columns));
          const distances = new Float64Array(h * w);
          packRows(values, columns, left, w, packed);
          blockDistances(
            values,
            columns,
            top,
            h,
            packed,
            0,
            w,
            distances,
            0,
            w,
          );
          return distances;
        };
        const distances = between(0, height, height, breadth);
        const packed = between(height, breadth, 0, height);
        for (let i = 0; i < height; i++) {
          for (let j = 0; j < breadth; j++) {
            const distance = distances[i * breadth + j];
            expect(distance).toBe(packed[j * height + i]);
            const expected = squaredEuclidean(rows[i], rows[height + j]);
            expect(distance).toBeCloseTo(expected, 12);
          }
        }
      },
    ),
  );
});
