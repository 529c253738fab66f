/**
 * A number with three digits that count, or all those before the point.
 * @param value - The number.
 * @returns Nothing for no number.
 */
export function digits(value: number | undefined): string {
  if (value === undefined) return '';
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
