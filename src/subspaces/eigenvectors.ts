import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

import { toRows } from '../validation/dense.ts';

/** Eigenvectors of a symmetric matrix, of unit length, by falling eigenvalue. */
export interface Eigenvectors {
  values: number[];
  /** One a row; its largest entry is positive, so that a sign is not a matter of rounding. */
  vectors: number[][];
}

/**
 * Takes a symmetric matrix apart. O(size³).
 * @param matrix - size × size, row-major.
 * @param size - Rows.
 * @returns Eigenvalues and eigenvectors.
 */
export function eigenvectors(matrix: Float64Array, size: number): Eigenvectors {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    new Matrix(toRows({ values: matrix, rows: size, columns: size })),
    { assumeSymmetric: true },
  );
  const order = realEigenvalues
    .map((_, at) => at)
    .toSorted((a, b) => realEigenvalues[b] - realEigenvalues[a]);
  return {
    values: order.map((at) => realEigenvalues[at]),
    vectors: order.map((at) => turn(eigenvectorMatrix.getColumn(at))),
  };
}

function turn(vector: number[]): number[] {
  let farthest = 0;
  for (const entry of vector) {
    // a tie by rounding must not decide
    if (Math.abs(entry) > 1.000001 * Math.abs(farthest)) farthest = entry;
  }
  return farthest < 0 ? vector.map((entry) => -entry) : vector;
}
