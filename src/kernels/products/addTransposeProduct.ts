/**
 * `product += Aᵀ B`, for row-major `a` (rows × left) and `b` (rows × right), over the rows from `from` to `to`
 * (excluded). Rows are added in order, so that the chunks do not matter; four at a time, so that each entry of the
 * product is read and written once for four of them. O(rows · left · right).
 * @param product - left × right, added to.
 */
export function addTransposeProduct(
  a: Float64Array,
  b: Float64Array,
  product: Float64Array,
  rows: number,
  left: number,
  right: number,
  from = 0,
  to = rows,
): void {
  let row = from;
  for (; row + 4 <= to; row += 4) {
    addFourRows(a, b, product, row, left, right);
  }
  for (; row < to; row++) {
    addOneRow(a, b, product, row, left, right);
  }
}

function addFourRows(
  a: Float64Array,
  b: Float64Array,
  product: Float64Array,
  row: number,
  left: number,
  right: number,
): void {
  const b0 = row * right;
  const b1 = b0 + right;
  const b2 = b1 + right;
  const b3 = b2 + right;
  for (let i = 0; i < left; i++) {
    const x0 = a[row * left + i];
    const x1 = a[(row + 1) * left + i];
    const x2 = a[(row + 2) * left + i];
    const x3 = a[(row + 3) * left + i];
    const out = i * right;
    for (let k = 0; k < right; k++) {
      const two = product[out + k] + x0 * b[b0 + k] + x1 * b[b1 + k];
      product[out + k] = two + x2 * b[b2 + k] + x3 * b[b3 + k];
    }
  }
}

function addOneRow(
  a: Float64Array,
  b: Float64Array,
  product: Float64Array,
  row: number,
  left: number,
  right: number,
): void {
  const b0 = row * right;
  for (let i = 0; i < left; i++) {
    const x = a[row * left + i];
    const out = i * right;
    for (let k = 0; k < right; k++) {
      product[out + k] += x * b[b0 + k];
    }
  }
}
