/**
 * Replaces each x by `1 / (x + shift)`, or by 0 if x + shift is not positive. O(numbers).
 * @param values - Overwritten.
 */
export function invert(values: Float64Array, shift: number): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] + shift;
    values[i] = value > 0 ? 1 / value : 0;
  }
}
