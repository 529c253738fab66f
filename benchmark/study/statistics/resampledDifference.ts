import type { Estimate } from '../../../examples/estimate.ts';
import { estimate } from '../../../examples/estimate.ts';

/**
 * The difference of two methods over random splits of one data set. Splits share rows, and are not independent; so the
 * variance is multiplied by 1 / splits + test rows / training rows, instead of 1 / splits (Nadeau and Bengio, Inference
 * for the generalization error, Machine Learning 52, 2003).
 * @param differences - On each of at least two splits.
 * @param testSize - The fraction of test rows.
 * @returns Mean and standard error.
 */
export function resampledDifference(
  differences: readonly number[],
  testSize: number,
): Estimate {
  const { mean, error } = estimate(differences);
  const overlap = (differences.length * testSize) / (1 - testSize);
  return { mean, error: error * Math.sqrt(1 + overlap) };
}
