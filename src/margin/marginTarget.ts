import type { Dense } from '../validation/dense.ts';

import type { MarginPairs } from './MarginPairs.ts';
import { dualNorm } from './dualNorm.ts';
import type { MarginSpace } from './marginOptions.ts';
import { signedMargins } from './signedMargins.ts';

/** A few triplets lie far from everything; a target above their margins would ask the impossible of the others. */
const FRACTION = 0.95;

/**
 * The margin that `target: 'auto'` asks for: the 95th percentile of the positive margins under the Euclidean metric.
 * Where no triplet has a positive one, the largest size of a negative one; where all rows coincide, 1.
 * @param inputs - n × d standardized inputs.
 * @param pairs - The triplets and their pairs.
 * @param space - The norm and the units of perturbations.
 * @returns A positive number, in those units.
 */
export function marginTarget(
  inputs: Dense,
  pairs: MarginPairs,
  { norm, lengths }: MarginSpace,
): number {
  // at L = I, embedding and pull-back are the inputs themselves
  const values = lengths
    ? inputs.values.map((value, at) => value / lengths[at % lengths.length])
    : inputs.values;
  const pullBack = { ...inputs, values };
  const margins = signedMargins(inputs, pullBack, pairs, dualNorm(norm));
  const positive = margins.filter((margin) => margin > 0).toSorted();
  if (positive.length > 0) return quantile(positive, FRACTION);
  let largest = 0;
  for (const margin of margins) largest = Math.max(largest, -margin);
  return largest > 0 ? largest : 1;
}

/**
 * Linear interpolation between order statistics, as numpy's default.
 * @param sorted - Values in ascending order, at least one.
 * @param fraction - From 0 to 1.
 * @returns The quantile.
 */
function quantile(sorted: Float64Array, fraction: number): number {
  const position = fraction * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}
