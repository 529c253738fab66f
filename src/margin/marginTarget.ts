import type { Work } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';
import { javascript } from '../kernels/Kernels.ts';
import type { Triplets } from '../neighbors/triplets/Triplets.ts';

import type { MarginPairs } from './MarginPairs.ts';
import { createMarginPairs } from './MarginPairs.ts';
import { dualNorm } from './dualNorm.ts';
import type { MarginChoice, MarginSpace } from './marginOptions.ts';
import { signedMargins } from './signedMargins.ts';

/** A few triplets lie far from all others; a target above their margins would be out of reach for the others. */
const FRACTION = 0.95;

/**
 * The target of a margin: a number as it is, or a multiple of `marginTarget`.
 * @param inputs - n × d standardized inputs.
 */
export function* chooseTarget(
  inputs: Dense,
  triplets: Triplets,
  { target, ...space }: MarginSpace & Pick<MarginChoice, 'target'>,
): Work<number> {
  if (typeof target === 'number') return target;
  const factor = target === 'auto' ? 1 : target.auto;
  const pairs = yield* createMarginPairs(triplets, inputs.rows);
  return factor * (yield* marginTarget(inputs, pairs, space));
}

/**
 * The margin of `target: 'auto'`: the 95th percentile of the positive margins under the Euclidean metric. If no triplet
 * has a positive margin, the largest absolute value of a negative one; if all rows coincide, 1. Triplets whose target
 * and impostor differ in fixed columns only do not count: no perturbation makes them tie.
 * @param inputs - n × d standardized inputs.
 * @returns A positive number, in the units of perturbations.
 */
function* marginTarget(
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

/**
 * A quantile by linear interpolation between order statistics, numpy's default. O(n), with a pause after each pass over
 * the remaining values, which libraries do not offer.
 * @param values - At least one; reordered.
 * @param fraction - From 0 to 1.
 */
export function* quantile(
  values: Float64Array,
  fraction: number,
): Work<number> {
  const position = fraction * (values.length - 1);
  const place = Math.floor(position);
  yield* select(values, place);
  const below = values[place];
  if (position === place) return below;
  let above = Infinity;
  for (let i = place + 1; i < values.length; i++) {
    above = Math.min(above, values[i]);
  }
  return below + (position - place) * (above - below);
}

// moves the value of this rank to its place, smaller ones before it and larger ones after it (Hoare's quickselect)
function* select(values: Float64Array, place: number): Work<void> {
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    const pivot = middleOf(
      values[left],
      values[(left + right) >> 1],
      values[right],
    );
    let up = left;
    let down = right;
    while (up <= down) {
      while (values[up] < pivot) up++;
      while (values[down] > pivot) down--;
      if (up > down) break;
      const value = values[up];
      values[up++] = values[down];
      values[down--] = value;
    }
    // if they have crossed with a value between them, it is in its place
    if (place < up) right = down;
    if (place > down) left = up;
    yield;
  }
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
