import type { Estimate } from '../../../examples/estimate.ts';
import { estimate } from '../../../examples/estimate.ts';

/**
 * A mean and the standard deviation over splits.
 * @param values - One per split, at least two.
 * @returns Both, with three digits after the point.
 */
export function writeSpread(values: number[]): string {
  const { mean, error } = estimate(values);
  const deviation = error * Math.sqrt(values.length);
  return `${mean.toFixed(3)} ± ${deviation.toFixed(3)}`;
}

/** Accuracy and radius in short form. */
export function writePair(accuracy: number, radius: number): string {
  return `${accuracy.toFixed(3).replace(/^0/, '')} and ${radius.toFixed(2)}`;
}

/**
 * A difference and its standard error.
 * @returns Both, with a proper minus sign.
 */
export function writeDifference(difference: Estimate): string {
  const sign = difference.mean < 0 ? '−' : '+';
  const size = Math.abs(difference.mean).toFixed(3);
  return `${sign}${size} ± ${difference.error.toFixed(3)}`;
}

/** A probability with two significant digits. */
export function writeProbability(value: number): string {
  if (value < 0.0001) return '< 0.0001';
  return value < 0.1 ? String(Number(value.toPrecision(2))) : value.toFixed(2);
}

/**
 * Lists names in a sentence.
 * @returns `a`, `a and b`, `a, b and c`.
 */
export function listNames(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  const others = names.slice(0, -1);
  return others.length > 0 ? `${others.join(', ')} and ${last}` : last;
}

/**
 * A ratio and its standard error.
 * @param log - Of its logarithm.
 */
export function writeRatio({ mean, error }: Estimate): string {
  const ratio = Math.exp(mean);
  return `× ${ratio.toFixed(3)} ± ${(ratio * error).toFixed(3)}`;
}
