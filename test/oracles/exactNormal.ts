/** More digits than all products here have: entries below 2⁻³⁰⁰ of the largest count as 0. */
const DIGITS = 300;

/**
 * LᵀL (to − from), exact up to a factor and the rounding of the result, by integer arithmetic. With doubles, all digits
 * of the normal of two rows that a metric hardly separates may be lost.
 */
export function exactNormal(
  components: number[][],
  from: number[],
  to: number[],
): number[] {
  const largest = exponentOf([...from, ...to]);
  const a = wholeNumbers(from, largest);
  const between = wholeNumbers(to, largest).map((value, at) => value - a[at]);
  const size = exponentOf(components.flat());
  const L = components.map((row) => wholeNumbers(row, size));
  const images = L.map((row) =>
    row.reduce((sum, weight, at) => sum + weight * between[at], 0n),
  );
  const normal = between.map((_, at) =>
    L.reduce((sum, row, r) => sum + row[at] * images[r], 0n),
  );
  const bits = Math.max(...normal.map((value) => value.toString(2).length));
  const shift = BigInt(Math.max(0, bits - 900));
  return normal.map((value) => Number(value >> shift));
}

/** The binary exponent of the largest number. */
function exponentOf(values: number[]): number {
  const largest = Math.max(...values.map(Math.abs), Number.MIN_VALUE);
  return Math.floor(Math.log2(largest));
}

function wholeNumbers(values: number[], exponent: number): bigint[] {
  return values.map((value) =>
    BigInt(Math.trunc(value * 2 ** -exponent * 2 ** DIGITS)),
  );
}
