/**
 * `transposed = Aᵀ`, for row-major `a` (rows × columns).
 * @param transposed - columns × rows, overwritten.
 */
export function transpose(
  a: Float64Array,
  transposed: Float64Array,
  rows: number,
  columns: number,
): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      transposed[column * rows + row] = a[row * columns + column];
    }
  }
}
