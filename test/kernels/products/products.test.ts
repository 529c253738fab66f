import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { expect, test } from 'vitest';

import { addTransposeProduct } from '../../../src/kernels/products/addTransposeProduct.ts';
import { multiplyByTranspose } from '../../../src/kernels/products/multiply.ts';
import { transpose } from '../../../src/kernels/products/transpose.ts';
import { normals, rowsOf } from '../../oracles/randomData.ts';

// these sizes include every remainder of the tiles (two rows, four columns, four rows at a time)
const size = fc.integer({ min: 1, max: 11 });

function matrix(values: Float64Array, columns: number): Matrix {
  return new Matrix(rowsOf(values, columns));
}

function expectEqual(values: Float64Array, expected: Matrix): void {
  // at most eleven products of numbers of magnitude 1
  const gap = Matrix.sub(matrix(values, expected.columns), expected);
  expect(gap.abs().max()).toBeLessThan(1e-13);
}

test('multiplyByTranspose agrees with ml-matrix', () => {
  fc.assert(
    fc.property(
      size,
      size,
      size,
      fc.nat(1000),
      (rows, columns, inner, seed) => {
        const a = normals(rows * inner, seed);
        const b = normals(columns * inner, seed + 1);
        const product = new Float64Array(rows * columns).fill(Number.NaN);
        multiplyByTranspose(a, b, product, rows, columns, inner);
        expectEqual(
          product,
          matrix(a, inner).mmul(matrix(b, inner).transpose()),
        );
      },
    ),
  );
});

test('addTransposeProduct adds what ml-matrix computes', () => {
  fc.assert(
    fc.property(size, size, size, fc.nat(1000), (rows, left, right, seed) => {
      const a = normals(rows * left, seed);
      const b = normals(rows * right, seed + 1);
      const before = normals(left * right, seed + 2);
      const product = before.slice();
      addTransposeProduct(a, b, product, rows, left, right);
      const expected = matrix(a, left).transpose().mmul(matrix(b, right));
      expectEqual(product, expected.add(matrix(before, right)));
    }),
  );
});

test('transpose turns rows into columns', () => {
  const transposed = new Float64Array(6);
  transpose(Float64Array.of(1, 2, 3, 4, 5, 6), transposed, 2, 3);
  expect(Array.from(transposed)).toStrictEqual([1, 4, 2, 5, 3, 6]);
});
