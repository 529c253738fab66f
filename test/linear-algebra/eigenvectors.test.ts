import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';

import { runSync } from '../../src/async/work.ts';
import { eigenvectors } from '../../src/linear-algebra/eigenvectors.ts';
import { leadingEigenvectors } from '../../src/linear-algebra/leadingEigenvectors.ts';
import { solvePositive } from '../../src/linear-algebra/solvePositive.ts';
import { normals, rowsOf } from '../oracles/randomData.ts';

/** X Xᵀ / rank for a random X: positive semidefinite, of the given rank. */
function createMatrix(size: number, rank: number): Matrix {
  const X = new Matrix(rowsOf(normals(size * rank, size + rank), rank));
  return X.mmul(X.transpose()).div(rank);
}

const valuesOf = (matrix: Matrix) => Float64Array.from(matrix.to1DArray());
const largest = (matrix: Matrix) => Matrix.abs(matrix).max();

/** The rounding error of a sum of as many products, with some margin. */
const rounding = (size: number) => 20 * size * Number.EPSILON;

describe.each([
  ['one row', createMatrix(1, 3)],
  ['two rows', createMatrix(2, 2)],
  ['full rank', createMatrix(30, 90)],
  ['low rank', createMatrix(40, 3)],
  ['many equal values', Matrix.eye(30).sub(createMatrix(30, 2))],
  ['a diagonal', Matrix.diag([3, -1, 3, 0, 7])],
  ['indefinite', createMatrix(12, 20).sub(Matrix.eye(12))],
  ['nothing', Matrix.zeros(4, 4)],
  ['entries that overflow when squared', createMatrix(6, 9).mul(1e200)],
  ['entries that underflow when squared', createMatrix(6, 9).mul(1e-200)],
])('%s', (_, matrix) => {
  const size = matrix.rows;
  const { values, vectors } = runSync(eigenvectors(valuesOf(matrix), size));
  const rows = new Matrix(rowsOf(vectors, size));
  const scale = largest(matrix) || 1;

  test('the eigenvectors are orthonormal and diagonalize the matrix', () => {
    const identity = rows.mmul(rows.transpose());
    expect(largest(identity.sub(Matrix.eye(size)))).toBeLessThan(
      rounding(size),
    );
    const whole = rows.transpose().mulRowVector(values).mmul(rows);
    expect(largest(whole.sub(matrix)) / scale).toBeLessThan(rounding(size));
  });

  test.each([1, 2, 5, size])('the first %d are as exact alone', (wanted) => {
    const count = Math.min(wanted, size);
    const found = runSync(leadingEigenvectors(valuesOf(matrix), size, count));
    const first = new Matrix(rowsOf(found, size));
    const identity = first.mmul(first.transpose());
    expect(largest(identity.sub(Matrix.eye(count)))).toBeLessThan(
      rounding(size),
    );
    const residual = first
      .mmul(Matrix.div(matrix, scale))
      .sub(
        first
          .clone()
          .mulColumnVector(values.slice(0, count).map((v) => v / scale)),
      );
    expect(largest(residual)).toBeLessThan(rounding(size));
  });

  test('the eigenvalues are those of ml-matrix, in decreasing order', () => {
    const { realEigenvalues } = new EigenvalueDecomposition(
      Matrix.div(matrix, scale),
      { assumeSymmetric: true },
    );
    const expected = realEigenvalues.toSorted((a, b) => b - a);
    for (const [at, value] of values.entries()) {
      const error = Math.abs(value / scale - expected[at]);
      expect(error).toBeLessThan(rounding(size));
    }
    expect(Array.from(values.toSorted((a, b) => b - a))).toStrictEqual(
      Array.from(values),
    );
  });

  test('the largest entry of each eigenvector is positive', () => {
    for (const row of rows.to2DArray()) {
      expect(Math.max(...row) * 1.00001).toBeGreaterThan(-Math.min(...row));
    }
  });
});

test('a matrix that is not finite ends the iteration', () => {
  const { values } = runSync(
    eigenvectors(new Float64Array(9).fill(Number.NaN), 3),
  );
  expect(Array.from(values)).toStrictEqual([
    Number.NaN,
    Number.NaN,
    Number.NaN,
  ]);
});

test('a large matrix pauses', () => {
  const size = 60;
  const run = eigenvectors(valuesOf(createMatrix(size, size)), size);
  let pauses = 0;
  while (!run.next().done) pauses++;
  // at least one per column and eigenvector
  expect(pauses).toBeGreaterThan(2 * size - 3);
});

test('solves positive definite systems', () => {
  const matrix = createMatrix(15, 40);
  const sides = normals(2 * 15, 4);
  const solved = sides.slice();
  runSync(solvePositive(valuesOf(matrix), 15, solved));
  const products = new Matrix(rowsOf(solved, 15)).mmul(matrix);
  const difference = products.sub(new Matrix(rowsOf(sides, 15)));
  expect(largest(difference)).toBeLessThan(1e-12);
});
