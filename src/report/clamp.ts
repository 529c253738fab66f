/**
 * The nearest to a number that lies within bounds.
 * @param value - The number.
 * @param low - No less than this.
 * @param high - No more than this.
 * @returns It, or a bound.
 */
export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
