/** Sums numbers: every fourth number separately, then these four sums, then the remainder. O(numbers). */
export function sum(values: Float64Array): number {
  const { length } = values;
  const whole = length - (length % 4);
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  for (let i = 0; i < whole; i += 4) {
    sum0 += values[i];
    sum1 += values[i + 1];
    sum2 += values[i + 2];
    sum3 += values[i + 3];
  }
  let total = sum0 + sum2 + (sum1 + sum3);
  for (let i = whole; i < length; i++) total += values[i];
  return total;
}
