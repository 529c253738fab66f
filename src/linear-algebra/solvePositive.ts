import type { Work } from '../async/work.ts';
import { inChunks } from '../async/work.ts';

/**
 * Solves A x = b for a symmetric, positive definite A = C Cᵀ (Cholesky), for several b. O(size³ + size² · count).
 * @param matrix - A, size × size, row-major; its lower half is overwritten with C.
 * @param sides - One b per row; overwritten with the x.
 */
export function* solvePositive(
  matrix: Float64Array,
  size: number,
  sides: Float64Array,
): Work<void> {
  // the last rows cost most
  yield* inChunks(size, (size * size) / 2, (from, to) => {
    for (let row = from; row < to; row++) factorRow(matrix, size, row);
  });
  for (let start = 0; start < sides.length; start += size) {
    substitute(matrix, size, sides, start);
    yield;
  }
}

function factorRow(matrix: Float64Array, size: number, row: number): void {
  const a = row * size;
  for (let column = 0; column <= row; column++) {
    const b = column * size;
    let left = matrix[a + column];
    for (let k = 0; k < column; k++) left -= matrix[a + k] * matrix[b + k];
    matrix[a + column] =
      column === row ? Math.sqrt(left) : left / matrix[b + column];
  }
}

function substitute(
  lower: Float64Array,
  size: number,
  sides: Float64Array,
  start: number,
): void {
  for (let i = 0; i < size; i++) {
    let left = sides[start + i];
    for (let k = 0; k < i; k++) left -= lower[i * size + k] * sides[start + k];
    sides[start + i] = left / lower[i * size + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    const share = sides[start + i] / lower[i * size + i];
    sides[start + i] = share;
    for (let k = 0; k < i; k++) sides[start + k] -= lower[i * size + k] * share;
  }
}
