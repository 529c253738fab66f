/**
 * Adds up.
 * @param values - Numbers.
 * @returns Their sum; 0 of none.
 */
export function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
