import { transpose } from './transpose.ts';

/**
 * `product = A B`, for row-major `a` (rows × inner) and `b` (inner × columns), for the rows from `from` to `to`
 * (excluded). Every entry is summed in the order of the inner index, in tiles of four rows of A and four columns of B.
 * O(rows · columns · inner).
 * @param product - rows × columns, overwritten.
 */
export function multiply(
  a: Float64Array,
  b: Float64Array,
  product: Float64Array,
  rows: number,
  columns: number,
  inner: number,
  from = 0,
  to = rows,
): void {
  let row = from;
  for (; row + 2 <= to; row += 2) {
    multiplyTwoRows(a, b, product, row, columns, inner);
  }
  if (row < to) multiplyOneRow(a, b, product, row, columns, inner);
}

/**
 * `product = A Bᵀ`, for row-major `a` (rows × inner) and `b` (columns × inner): `multiply` after B was transposed.
 * @param product - rows × columns, overwritten.
 */
export function multiplyByTranspose(
  a: Float64Array,
  b: Float64Array,
  product: Float64Array,
  rows: number,
  columns: number,
  inner: number,
): void {
  const transposed = new Float64Array(inner * columns);
  transpose(b, transposed, columns, inner);
  multiply(a, transposed, product, rows, columns, inner);
}

function multiplyTwoRows(
  a: Float64Array,
  b: Float64Array,
  product: Float64Array,
  row: number,
  columns: number,
  inner: number,
): void {
  const upper = row * inner;
  const lower = upper + inner;
  const upperProduct = row * columns;
  const lowerProduct = upperProduct + columns;
  let column = 0;
  for (; column + 4 <= columns; column += 4) {
    let upper0 = 0;
    let upper1 = 0;
    let upper2 = 0;
    let upper3 = 0;
    let lower0 = 0;
    let lower1 = 0;
    let lower2 = 0;
    let lower3 = 0;
    for (let k = 0, at = column; k < inner; k++, at += columns) {
      const x = a[upper + k];
      const y = a[lower + k];
      const v0 = b[at];
      const v1 = b[at + 1];
      const v2 = b[at + 2];
      const v3 = b[at + 3];
      upper0 += x * v0;
      upper1 += x * v1;
      upper2 += x * v2;
      upper3 += x * v3;
      lower0 += y * v0;
      lower1 += y * v1;
      lower2 += y * v2;
      lower3 += y * v3;
    }
    product[upperProduct + column] = upper0;
    product[upperProduct + column + 1] = upper1;
    product[upperProduct + column + 2] = upper2;
    product[upperProduct + column + 3] = upper3;
    product[lowerProduct + column] = lower0;
    product[lowerProduct + column + 1] = lower1;
    product[lowerProduct + column + 2] = lower2;
    product[lowerProduct + column + 3] = lower3;
  }
  for (; column < columns; column++) {
    let upperSum = 0;
    let lowerSum = 0;
    for (let k = 0, at = column; k < inner; k++, at += columns) {
      upperSum += a[upper + k] * b[at];
      lowerSum += a[lower + k] * b[at];
    }
    product[upperProduct + column] = upperSum;
    product[lowerProduct + column] = lowerSum;
  }
}

function multiplyOneRow(
  a: Float64Array,
  b: Float64Array,
  product: Float64Array,
  row: number,
  columns: number,
  inner: number,
): void {
  const start = row * inner;
  for (let column = 0; column < columns; column++) {
    let sum = 0;
    for (let k = 0, at = column; k < inner; k++, at += columns) {
      sum += a[start + k] * b[at];
    }
    product[row * columns + column] = sum;
  }
}
