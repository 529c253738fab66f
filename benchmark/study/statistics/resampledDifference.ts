import { mean } from '../../../examples/estimate.ts';

/** How much better one method is than another over splits of one data set. */
export interface ResampledDifference {
  mean: number;
  /** The standard error of the mean. */
  error: number;
}

/**
 * The difference of two methods over random splits of one data set. Splits share rows, and are not independent; so the variance
 * counts 1 / splits + test rows / training rows times, instead of 1 / splits times (Nadeau and Bengio, Inference for the
 * generalization error, Machine Learning 52, 2003).
 * @param differences - On each of two splits or more.
 * @param testSize - The part of the rows that is tested.
 * @returns Mean and standard error.
 */
export function resampledDifference(
  differences: readonly number[],
  testSize: number,
): ResampledDifference {
  const splits = differences.length;
  const center = mean(differences);
  const squares = mean(differences.map((value) => (value - center) ** 2));
  const variance = (squares * splits) / (splits - 1);
  const share = 1 / splits + testSize / (1 - testSize);
  return { mean: center, error: Math.sqrt(share * variance) };
}
