/**
 * A number with three significant digits, or all those before the point.
 * @returns An empty string for `undefined`.
 */
export function digits(value: number | undefined): string {
  if (value === undefined) return '';
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
