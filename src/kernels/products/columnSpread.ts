/** The range of some numbers. */
export interface Spread {
  low: number;
  high: number;
}

/**
 * The range of a column. O(rows).
 * @param values - rows × columns, row-major.
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
