/** A mean, and the standard error of that mean. */
export interface Estimate {
  mean: number;
  error: number;
}

/**
 * Estimates a mean.
 * @param values - At least two.
 * @returns The mean and its standard error.
 */
export function estimate(values: readonly number[]): Estimate {
  const center = mean(values);
  const squares = values.map((value) => (value - center) ** 2);
  const variance = (mean(squares) * values.length) / (values.length - 1);
  return { mean: center, error: Math.sqrt(variance / values.length) };
}

/** The mean of at least one value. */
export function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((a, b) => a + b, 0) / values.length;
}
