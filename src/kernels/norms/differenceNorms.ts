/**
 * The size of the difference of two rows. O(columns).
 * @param values - rows × columns, row-major.
 * @param columns - Columns of `values`.
 * @param a - Where one row begins.
 * @param b - Where the other one does.
 * @returns Its size in some norm.
 */
export type DifferenceNorm = (
  values: Float64Array,
  columns: number,
  a: number,
  b: number,
) => number;

/**
 * The Euclidean one: even columns are summed, then odd ones, then both.
 * @param values - rows × columns, row-major.
 * @param columns - Columns of `values`.
 * @param a - Where one row begins.
 * @param b - Where the other one does.
 * @returns √Σ(a − b)².
 */
export function euclideanSize(
  values: Float64Array,
  columns: number,
  a: number,
  b: number,
): number {
  let evenSum = 0;
  let oddSum = 0;
  let k = 1;
  for (; k < columns; k += 2) {
    const x = values[a + k - 1] - values[b + k - 1];
    const y = values[a + k] - values[b + k];
    evenSum += x * x;
    oddSum += y * y;
  }
  if (k === columns) {
    const x = values[a + k - 1] - values[b + k - 1];
    evenSum += x * x;
  }
  return Math.sqrt(evenSum + oddSum);
}

/**
 * That of the sum norm.
 * @param values - rows × columns, row-major.
 * @param columns - Columns of `values`.
 * @param a - Where one row begins.
 * @param b - Where the other one does.
 * @returns Σ|a − b|.
 */
export function sumSize(
  values: Float64Array,
  columns: number,
  a: number,
  b: number,
): number {
  let sum = 0;
  for (let k = 0; k < columns; k++) {
    sum += Math.abs(values[a + k] - values[b + k]);
  }
  return sum;
}

/**
 * That of the maximum norm.
 * @param values - rows × columns, row-major.
 * @param columns - Columns of `values`.
 * @param a - Where one row begins.
 * @param b - Where the other one does.
 * @returns The largest |a − b|.
 */
export function maximumSize(
  values: Float64Array,
  columns: number,
  a: number,
  b: number,
): number {
  let largest = 0;
  for (let k = 0; k < columns; k++) {
    largest = Math.max(largest, Math.abs(values[a + k] - values[b + k]));
  }
  return largest;
}
