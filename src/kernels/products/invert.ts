/**
 * Inverts numbers to which something was added, `1 / (x + shift)`; what is not positive then becomes 0. O(numbers).
 * @param values - Numbers, overwritten.
 * @param shift - What is added.
 */
export function invert(values: Float64Array, shift: number): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] + shift;
    values[i] = value > 0 ? 1 / value : 0;
  }
}
