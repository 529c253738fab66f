import type { Work } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';

/** Relative to the length of a row: what is left of it after its projection, if smaller, is rounding. */
const NEGLIGIBLE = 1e-12;

/**
 * An orthonormal basis of rows, by Gram and Schmidt's method, every row twice ("twice is enough": Giraud, Langou and
 * Rozložník 2005). Each of the rows adds a direction: one that depends on the rows before it adds an arbitrary
 * direction, that of a unit vector. So the number of directions does not depend on rounding. O((n + m)² d).
 * @param data - n × d, n at most d.
 * @param further - m × d, whose rows add a direction only where they have one of their own.
 * @returns From n to n + m rows of d numbers, at most d.
 */
export function* rowBasis(data: Dense, further?: Dense): Work<Dense> {
  const { rows, columns } = data;
  const most = Math.min(rows + (further?.rows ?? 0), columns);
  /** The directions found so far, and room for the others. */
  const basis = new Float64Array(most * columns);
  /** The squared length of the projection of each unit vector. */
  const leverages = new Float64Array(columns);
  let count = 0;
  const add = (row: Float64Array) => {
    const place = basis.subarray(count * columns, (count + 1) * columns);
    place.set(row);
    if (!orthonormalize(basis, count, columns)) return false;
    for (let k = 0; k < columns; k++) leverages[k] += place[k] * place[k];
    count++;
    return true;
  };
  for (let row = 0; row < rows; row++) {
    if (!add(rowOf(data, row))) add(remotestUnitVector(leverages));
    yield;
  }
  for (let row = 0; row < (further?.rows ?? 0); row++) {
    // all columns are spanned
    if (count === columns) break;
    add(rowOf(further as Dense, row));
    yield;
  }
  const values = basis.slice(0, count * columns);
  return { values, rows: count, columns };
}

function rowOf({ values, columns }: Dense, row: number): Float64Array {
  return values.subarray(row * columns, (row + 1) * columns);
}

function remotestUnitVector(leverages: Float64Array): Float64Array {
  let column = 0;
  for (let k = 1; k < leverages.length; k++) {
    if (leverages[k] < leverages[column]) column = k;
  }
  const unit = new Float64Array(leverages.length);
  unit[column] = 1;
  return unit;
}

/**
 * Makes a row orthogonal to those before it, and of unit length.
 * @param rows - Row-major; those before it are orthonormal.
 * @returns Whether it has a direction of its own. If not, it is left in no particular state.
 */
export function orthonormalize(
  rows: Float64Array,
  row: number,
  columns: number,
): boolean {
  const start = row * columns;
  if (normalize(rows, start, columns) === 0) return false;
  for (let pass = 0; pass < 2; pass++) {
    for (let other = 0; other < row; other++) {
      subtractProjection(rows, other * columns, start, columns);
    }
    if (normalize(rows, start, columns) <= NEGLIGIBLE) return false;
  }
  return true;
}

// returns the length that the row had
function normalize(rows: Float64Array, start: number, columns: number): number {
  const end = start + columns;
  let largest = 0;
  for (let at = start; at < end; at++) {
    largest = Math.max(largest, Math.abs(rows[at]));
  }
  if (largest === 0) return 0;
  // parts of the largest entry: squares neither overflow nor vanish
  let squares = 0;
  for (let at = start; at < end; at++) {
    rows[at] /= largest;
    squares += rows[at] * rows[at];
  }
  const length = Math.sqrt(squares);
  for (let at = start; at < end; at++) rows[at] /= length;
  return largest * length;
}

// in four sums, which do not wait for each other
function subtractProjection(
  rows: Float64Array,
  axis: number,
  start: number,
  columns: number,
): void {
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  let k = 0;
  for (; k + 4 <= columns; k += 4) {
    sum0 += rows[axis + k] * rows[start + k];
    sum1 += rows[axis + k + 1] * rows[start + k + 1];
    sum2 += rows[axis + k + 2] * rows[start + k + 2];
    sum3 += rows[axis + k + 3] * rows[start + k + 3];
  }
  for (; k < columns; k++) sum0 += rows[axis + k] * rows[start + k];
  const share = sum0 + sum1 + (sum2 + sum3);
  for (k = 0; k < columns; k++) rows[start + k] -= share * rows[axis + k];
}
