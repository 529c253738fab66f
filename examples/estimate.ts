/** A mean, and the standard error of that mean. */
export interface Estimate {
  mean: number;
  error: number;
}

/**
 * What several measurements say together.
 * @param values - Two or more.
 * @returns Their mean, and how far off it may be.
 */
export function estimate(values: readonly number[]): Estimate {
  const center = mean(values);
  const squares = values.map((value) => (value - center) ** 2);
  const variance = (mean(squares) * values.length) / (values.length - 1);
  return { mean: center, error: Math.sqrt(variance / values.length) };
}

/**
 * Adds up and divides.
 * @param values - One or more.
 * @returns The mean.
 */
export function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((a, b) => a + b, 0) / values.length;
}
