/** More than the digits of all products here: what is smaller than 2⁻³⁰⁰ of the largest entry counts as nothing. */
const DIGITS = 300;

/**
 * LᵀL (to − from) without any rounding but that of the result, up to a factor: whole numbers. In doubles, nothing may be left of
 * the normal of two rows that a metric can hardly tell apart.
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

/** The power of 2 that the largest number is about. */
function exponentOf(values: number[]): number {
  const largest = Math.max(...values.map(Math.abs), Number.MIN_VALUE);
  return Math.floor(Math.log2(largest));
}

function wholeNumbers(values: number[], exponent: number): bigint[] {
  return values.map((value) =>
    BigInt(Math.trunc(value * 2 ** -exponent * 2 ** DIGITS)),
  );
}
