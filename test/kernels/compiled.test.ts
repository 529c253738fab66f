/** Kernels in JavaScript and compiled: the same bits. */
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { addTransposeProduct } from '../../src/kernels/addTransposeProduct.ts';
import { blockDistances } from '../../src/kernels/blockDistances.ts';
import {
  addDistanceGradients,
  measureDistances,
} from '../../src/kernels/euclideanNorm.ts';
import type { Numbers } from '../../src/kernels/memory.ts';
import {
  float64Beside,
  int32Beside,
  kernelsOf,
  reserve,
} from '../../src/kernels/memory.ts';
import { multiply } from '../../src/kernels/multiply.ts';
import { normals } from '../oracles/randomData.ts';

// every remainder of tiles of two and four is among these
const size = fc.integer({ min: 1, max: 13 });
const seed = fc.nat(10_000);

/** Runs a kernel on arrays outside and inside the memory of an instance, and compares what they hold then. */
function expectSameBits<Arrays extends Numbers[]>(
  arrays: [...Arrays],
  run: (...arrays: Arrays) => void,
): void {
  const room = reserve(2 ** 20);
  const inside = arrays.map((array) => {
    const copy =
      array instanceof Int32Array
        ? int32Beside(room, array.length)
        : float64Beside(room, array.length);
    copy.set(array);
    return copy;
  });
  expect(kernelsOf(room, ...inside)).toBeDefined();
  run(...(arrays as Arrays));
  run(...(inside as Arrays));
  for (const [at, array] of arrays.entries()) {
    expect(Array.from(inside[at])).toStrictEqual(Array.from(array));
  }
}

test('multiply', () => {
  fc.assert(
    fc.property(size, size, size, seed, (rows, columns, inner, s) => {
      fc.pre(rows > 0);
      const from = s % rows;
      expectSameBits(
        [
          normals(rows * inner, s),
          normals(inner * columns, s + 1),
          new Float64Array(rows * columns),
        ],
        (a, b, product) =>
          multiply(a, b, product, rows, columns, inner, from, rows),
      );
    }),
  );
});

test('addTransposeProduct, in any pieces', () => {
  fc.assert(
    fc.property(size, size, size, seed, (rows, left, right, s) => {
      const cut = s % (rows + 1);
      expectSameBits(
        [
          normals(rows * left, s),
          normals(rows * right, s + 1),
          normals(left * right, s + 2),
        ],
        (a, b, product) => {
          addTransposeProduct(a, b, product, rows, left, right, 0, cut);
          addTransposeProduct(a, b, product, rows, left, right, cut, rows);
        },
      );
      const a = normals(rows * left, s);
      const b = normals(rows * right, s + 1);
      const whole = new Float64Array(left * right);
      const pieces = new Float64Array(left * right);
      addTransposeProduct(a, b, whole, rows, left, right);
      addTransposeProduct(a, b, pieces, rows, left, right, 0, cut);
      addTransposeProduct(a, b, pieces, rows, left, right, cut, rows);
      expect(pieces).toStrictEqual(whole);
    }),
  );
});

test('blockDistances', () => {
  fc.assert(
    fc.property(size, size, size, seed, (height, width, columns, s) => {
      expectSameBits(
        [
          normals((height + width) * columns, s),
          new Float64Array(height * width),
        ],
        (values, distances) => {
          const turned = float64Beside(values, columns * (width + 3));
          blockDistances(
            values,
            columns,
            0,
            height,
            height,
            width,
            distances,
            turned,
          );
        },
      );
    }),
  );
});

test('measureDistances and addDistanceGradients', () => {
  fc.assert(
    fc.property(size, size, fc.nat(40), seed, (rows, columns, pairs, s) => {
      const ends = normals(2 * pairs, s + 1).map((x) =>
        Math.floor(Math.abs(x * 1000) % rows),
      );
      expectSameBits(
        [
          normals(rows * columns, s),
          Int32Array.from(ends.subarray(0, pairs)),
          Int32Array.from(ends.subarray(pairs)),
          new Float64Array(pairs),
          normals(pairs, s + 2).map((x) => (x > 1 ? 0 : x)),
          normals(rows * columns, s + 3),
        ],
        (values, first, second, distances, weights, gradient) => {
          measureDistances(values, columns, first, second, distances);
          addDistanceGradients(
            values,
            columns,
            first,
            second,
            weights,
            gradient,
          );
        },
      );
    }),
  );
});
