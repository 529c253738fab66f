/**
 * `product = A Bᵀ`: every row of A times every row of B, for row-major `a` (rows × inner) and `b` (columns × inner).
 * Two rows of A meet four rows of B at a time, so that eight sums share six loads. O(rows · columns · inner).
 * @param a - rows × inner.
 * @param b - columns × inner.
 * @param product - rows × columns, overwritten.
 * @param rows - Rows of A.
 * @param columns - Rows of B.
 * @param inner - Columns of A and of B.
 * @param from - The first row of A to multiply, even.
 * @param to - The end of those to multiply, excluded.
 */
export function multiplyByTranspose(
  a: Float64Array,
  b: Float64Array,
  product: Float64Array,
  rows: number,
  columns: number,
  inner: number,
  from = 0,
  to = rows,
): void {
  const pairedRows = to - (to % 2);
  for (let row = from; row < pairedRows; row += 2) {
    multiplyTwoRows(a, b, product, row, columns, inner);
  }
  if (pairedRows < to) {
    multiplyOneRow(a, b, product, pairedRows, columns, inner);
  }
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
    const b0 = column * inner;
    const b1 = b0 + inner;
    const b2 = b1 + inner;
    const b3 = b2 + inner;
    let upper0 = 0;
    let upper1 = 0;
    let upper2 = 0;
    let upper3 = 0;
    let lower0 = 0;
    let lower1 = 0;
    let lower2 = 0;
    let lower3 = 0;
    for (let k = 0; k < inner; k++) {
      const x = a[upper + k];
      const y = a[lower + k];
      const v0 = b[b0 + k];
      const v1 = b[b1 + k];
      const v2 = b[b2 + k];
      const v3 = b[b3 + k];
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
    const b0 = column * inner;
    let upperSum = 0;
    let lowerSum = 0;
    for (let k = 0; k < inner; k++) {
      upperSum += a[upper + k] * b[b0 + k];
      lowerSum += a[lower + k] * b[b0 + k];
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
    const b0 = column * inner;
    let sum = 0;
    for (let k = 0; k < inner; k++) {
      sum += a[start + k] * b[b0 + k];
    }
    product[row * columns + column] = sum;
  }
}
