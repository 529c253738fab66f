import type { Work } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';
import { javascript } from '../kernels/Kernels.ts';

import type { MarginPairs } from './MarginPairs.ts';
import { dualNorm } from './dualNorm.ts';
import type { MarginSpace } from './marginOptions.ts';
import { quantile } from './quantile.ts';
import { signedMargins } from './signedMargins.ts';

/** A few triplets lie far from everything; a target above their margins would ask the impossible of the others. */
const FRACTION = 0.95;

/**
 * The margin that `target: 'auto'` asks for: the 95th percentile of the positive margins under the Euclidean metric. If
 * no triplet has a positive margin, the largest absolute value of a negative one; if all rows coincide, 1.
 * @param inputs - n × d standardized inputs.
 * @returns A positive number, in the units of perturbations.
 */
export function* marginTarget(
  inputs: Dense,
  pairs: MarginPairs,
  { norm, lengths }: MarginSpace,
): Work<number> {
  // at L = I, embedding and pull-back are the inputs themselves
  const values = lengths
    ? inputs.values.map((value, at) => value / lengths[at % lengths.length])
    : inputs.values;
  const pullBack = { ...inputs, values };
  const margins = yield* signedMargins(
    inputs,
    pullBack,
    pairs,
    dualNorm(norm, javascript),
  );
  yield;
  const positive = positiveOf(margins);
  yield;
  if (positive.length > 0) return yield* quantile(positive, FRACTION);
  let largest = 0;
  for (const margin of margins) largest = Math.max(largest, -margin);
  return largest > 0 ? largest : 1;
}

function positiveOf(margins: Float64Array): Float64Array {
  const positive = new Float64Array(margins.length);
  let count = 0;
  for (let at = 0; at < margins.length; at++) {
    if (margins[at] > 0) positive[count++] = margins[at];
  }
  return positive.subarray(0, count);
}
