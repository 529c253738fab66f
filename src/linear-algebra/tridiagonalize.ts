import type { Work } from '../async/work.ts';

/** A tridiagonal matrix Q A Qᵀ / scale, with Q a product of reflections. */
export interface Tridiagonal {
  /** The largest absolute value of an entry of A. */
  scale: number;
  diagonal: Float64Array;
  /** The entries beside the diagonal, and a 0. */
  offDiagonal: Float64Array;
  /** Multiplies a row by Q, in place: an eigenvector of the tridiagonal matrix becomes one of A. O(size²). */
  reflect: (rows: Float64Array, row: number) => void;
}

/**
 * Makes a symmetric matrix tridiagonal by Householder's reflections H = I − s v vᵀ, one column after the other.
 * O(size³).
 * @param symmetric - size × size, row-major; not changed.
 */
export function* tridiagonalize(
  symmetric: Float64Array,
  size: number,
): Work<Tridiagonal> {
  let scale = 0;
  for (const entry of symmetric) scale = Math.max(scale, Math.abs(entry));
  // so that squares of the entries are finite
  const matrix = symmetric.map((entry) => entry / (scale || 1));
  const diagonal = new Float64Array(size);
  const offDiagonal = new Float64Array(size);
  /** s of each reflection; its v stays in the row of the matrix that it cleared. */
  const strengths = new Float64Array(size);
  const change = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    diagonal[k] = matrix[k * size + k];
    if (k + 1 === size) break;
    offDiagonal[k] = prepareReflection(matrix, size, k, strengths);
    if (strengths[k] === 0) continue;
    reflectBothSides(matrix, size, k, strengths[k], change);
    yield;
  }
  const reflect = (rows: Float64Array, row: number) =>
    reflectRow(rows, row * size, matrix, size, strengths);
  return { scale, diagonal, offDiagonal, reflect };
}

// computes the reflection of the part of a row right of the diagonal, overwritten with v; returns the first entry of
// the reflected row
function prepareReflection(
  matrix: Float64Array,
  size: number,
  k: number,
  strengths: Float64Array,
): number {
  const first = k * size + k + 1;
  const end = (k + 1) * size;
  let squares = 0;
  for (let at = first + 1; at < end; at++) squares += matrix[at] * matrix[at];
  const lead = matrix[first];
  if (squares === 0) return lead;
  const length = Math.sqrt(lead * lead + squares);
  const left = lead > 0 ? -length : length;
  matrix[first] = lead - left;
  strengths[k] = 2 / (matrix[first] * matrix[first] + squares);
  return left;
}

// H A H of the block below and right of row k: A − v wᵀ − w vᵀ, with w = p − (s vᵀp / 2) v and p = s A v
function reflectBothSides(
  matrix: Float64Array,
  size: number,
  k: number,
  strength: number,
  change: Float64Array,
): void {
  const v = k * size;
  let along = 0;
  for (let i = k + 1; i < size; i++) {
    let sum = 0;
    for (let j = k + 1; j < size; j++) {
      sum += matrix[i * size + j] * matrix[v + j];
    }
    change[i] = strength * sum;
    along += change[i] * matrix[v + i];
  }
  const half = (strength * along) / 2;
  for (let i = k + 1; i < size; i++) change[i] -= half * matrix[v + i];
  for (let i = k + 1; i < size; i++) {
    const row = i * size;
    const a = matrix[v + i];
    const b = change[i];
    for (let j = k + 1; j < size; j++) {
      matrix[row + j] -= a * change[j] + b * matrix[v + j];
    }
  }
}

function reflectRow(
  rows: Float64Array,
  row: number,
  matrix: Float64Array,
  size: number,
  strengths: Float64Array,
): void {
  for (let k = size - 2; k >= 0; k--) {
    if (strengths[k] === 0) continue;
    const v = k * size;
    let sum = 0;
    for (let j = k + 1; j < size; j++) sum += rows[row + j] * matrix[v + j];
    const share = strengths[k] * sum;
    for (let j = k + 1; j < size; j++) rows[row + j] -= share * matrix[v + j];
  }
}
