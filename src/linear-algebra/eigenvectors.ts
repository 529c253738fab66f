import type { Work } from '../async/work.ts';

import { tridiagonalize } from './tridiagonalize.ts';

/** Eigenvectors of a symmetric matrix, of unit length, in order of descending eigenvalue. */
export interface Eigenvectors {
  values: Float64Array;
  /** One per row; its largest entry is positive, so that rounding does not decide the sign. */
  vectors: Float64Array;
}

/** An eigenvalue usually takes two sweeps. A safeguard against one that does not converge. */
const MAX_SWEEPS = 60;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix: Householder's reflections make it tridiagonal, and implicit QL
 * makes that diagonal (Golub and Van Loan, Matrix Computations, 8.3; EISPACK's imtql2). Errors are of the size of
 * rounding in the largest eigenvalue. O(size³).
 * @param matrix - size × size, row-major; not changed.
 */
export function* eigenvectors(
  matrix: Float64Array,
  size: number,
): Work<Eigenvectors> {
  const { scale, diagonal, offDiagonal, reflect } = yield* tridiagonalize(
    matrix,
    size,
  );
  const rows = new Float64Array(size * size);
  for (let k = 0; k < size; k++) rows[k * size + k] = 1;
  yield* diagonalize(diagonal, offDiagonal, rows, size);
  for (let row = 0; row < size; row++) {
    reflect(rows, row);
    yield;
  }
  const order = Array.from(diagonal.keys()).toSorted(
    (a, b) => diagonal[b] - diagonal[a],
  );
  const vectors = new Float64Array(size * size);
  for (const [at, from] of order.entries()) {
    const row = rows.subarray(from * size, (from + 1) * size);
    turnToPositive(row);
    vectors.set(row, at * size);
  }
  const values = Float64Array.from(order, (at) => diagonal[at] * scale);
  return { values, vectors };
}

/**
 * Diagonalizes a tridiagonal matrix.
 * @param diagonal - Overwritten with the eigenvalues.
 * @param offDiagonal - The entries beside it, and a 0; overwritten.
 * @param rows - The identity; overwritten with the eigenvectors, one per row.
 */
function* diagonalize(
  diagonal: Float64Array,
  offDiagonal: Float64Array,
  rows: Float64Array,
  size: number,
): Work<void> {
  let largest = 0;
  for (let k = 0; k < size; k++) {
    largest = Math.max(
      largest,
      Math.abs(diagonal[k]) + Math.abs(offDiagonal[k]),
    );
  }
  const negligible = Number.EPSILON * largest;
  for (let low = 0; low < size; low++) {
    for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
      let high = low;
      while (high + 1 < size && Math.abs(offDiagonal[high]) > negligible) {
        high++;
      }
      if (high === low) break;
      sweepUp(diagonal, offDiagonal, rows, size, low, high);
      yield;
    }
  }
}

// a step of QL with Wilkinson's shift on the block from `low` to `high`, by rotations from its lower end upwards
function sweepUp(
  diagonal: Float64Array,
  offDiagonal: Float64Array,
  rows: Float64Array,
  size: number,
  low: number,
  high: number,
): void {
  const slope = (diagonal[low + 1] - diagonal[low]) / (2 * offDiagonal[low]);
  const root = Math.hypot(slope, 1);
  const shift =
    diagonal[low] -
    offDiagonal[low] / (slope < 0 ? slope - root : slope + root);
  let ahead = diagonal[high] - shift;
  let sine = 1;
  let cosine = 1;
  let carried = 0;
  for (let k = high - 1; k >= low; k--) {
    const bulge = sine * offDiagonal[k];
    const side = cosine * offDiagonal[k];
    const length = Math.hypot(bulge, ahead);
    offDiagonal[k + 1] = length;
    if (length === 0) {
      // the block splits here
      diagonal[k + 1] -= carried;
      offDiagonal[high] = 0;
      return;
    }
    sine = bulge / length;
    cosine = ahead / length;
    const rest = diagonal[k + 1] - carried;
    const sum = (diagonal[k] - rest) * sine + 2 * cosine * side;
    carried = sine * sum;
    diagonal[k + 1] = rest + carried;
    ahead = cosine * sum - side;
    rotate(rows, k * size, (k + 1) * size, size, sine, cosine);
  }
  diagonal[low] -= carried;
  offDiagonal[low] = ahead;
  offDiagonal[high] = 0;
}

function rotate(
  rows: Float64Array,
  upper: number,
  lower: number,
  size: number,
  sine: number,
  cosine: number,
): void {
  for (let k = 0; k < size; k++) {
    const a = rows[upper + k];
    const b = rows[lower + k];
    rows[upper + k] = cosine * a - sine * b;
    rows[lower + k] = sine * a + cosine * b;
  }
}

/** Makes the largest entry of a vector positive, by a change of all signs. */
export function turnToPositive(vector: Float64Array): void {
  let farthest = 0;
  for (const entry of vector) {
    // a tie within rounding must not decide
    if (Math.abs(entry) > 1.000001 * Math.abs(farthest)) farthest = entry;
  }
  if (farthest >= 0) return;
  for (let k = 0; k < vector.length; k++) vector[k] = -vector[k];
}
