/** Where numbers lie. */
export interface Spread {
  low: number;
  high: number;
}

/**
 * Where the numbers of a column lie. O(rows).
 * @param values - rows × columns, row-major.
 * @param columns - Columns of `values`.
 * @param column - Which of them.
 * @returns The lowest and the highest.
 */
export function columnSpread(
  values: Float64Array,
  columns: number,
  column: number,
): Spread {
  let low = Infinity;
  let high = -Infinity;
  for (let at = column; at < values.length; at += columns) {
    low = Math.min(low, values[at]);
    high = Math.max(high, values[at]);
  }
  return { low, high };
}
