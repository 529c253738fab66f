import type { Triplets } from '../neighbors/triplets/Triplets.ts';
import type { Readers } from '../options/readOptions.ts';
import { choiceOf, flag, number, readOptions } from '../options/readOptions.ts';

import type { Loss } from './Loss.ts';
import { PairLoss } from './PairLoss.ts';

/** A hinge with margin 0 is minimal for the zero metric. */
const MARGIN_RANGE = {
  above: 0,
  aboveReason: 'without it, the metric would shrink to nothing',
};

/** Options of the loss `'triplet'`. */
export interface TripletLossOptions {
  /**
   * α: how much farther than the target the impostor should be, in the units of `distance`. It sets the scale of the
   * metric, so it must be greater than 0; with `smooth`, it may be 0.
   * @default 1
   */
  margin?: number;
  /**
   * Whether distances in the embedding are squared (`'squared'`) or not (`'plain'`).
   * @default 'squared'
   */
  distance?: 'squared' | 'plain';
  /**
   * Whether the soft-plus, log(1 + eᵛ), replaces the hinge [v]₊: a smooth function that no triplet escapes entirely.
   * @default false
   */
  smooth?: boolean;
}

/**
 * The triplet loss (Schultz and Joachims 2003; Schroff et al., FaceNet, 2015) over the mined triplets:
 * `mean of [margin + d(i,j) − d(i,l)]₊`. An evaluation costs O(T + pairs · r) for T triplets.
 */
export function triplet(options: TripletLossOptions = {}): Loss {
  const readers: Readers<Required<TripletLossOptions>> = {
    margin: number(options.smooth ? { min: 0 } : MARGIN_RANGE, 1),
    distance: choiceOf(['squared', 'plain'], 'squared'),
    smooth: flag(false),
  };
  const settings = readOptions(options, 'loss', readers, ['name']);
  return {
    name: 'triplet',
    prepare: (data, triplets) => prepareTripletLoss(triplets, settings),
  };
}

/** The loss of the squared distances of pairs. */
function prepareTripletLoss(
  triplets: Triplets,
  { margin, distance, smooth }: Required<TripletLossOptions>,
): PairLoss {
  const { length, pairs, targetPairs, impostorPairs } = triplets;
  const isPlain = distance === 'plain';
  return new PairLoss(pairs, ({ distances, weights }, arena) => {
    const near = arena.copyOf(targetPairs);
    const far = arena.copyOf(impostorPairs);
    const addTerms = smooth ? addSoftHinges : arena.kernels.addHinges;
    const addAll = (values: Float64Array, slopes: Float64Array) =>
      addTerms(near, far, values, slopes, margin, 1 / length);
    if (!isPlain) return () => addAll(distances, weights);
    const lengths = arena.float64(distances.length);
    const lengthWeights = arena.float64(distances.length);
    return () => {
      for (let i = 0; i < lengths.length; i++) {
        lengths[i] = Math.sqrt(distances[i]);
      }
      lengthWeights.fill(0);
      const loss = addAll(lengths, lengthWeights);
      addSquareWeights(lengthWeights, lengths, weights);
      return loss;
    };
  });
}

function addSoftHinges(
  near: Int32Array,
  far: Int32Array,
  distances: Float64Array,
  weights: Float64Array,
  margin: number,
  weight: number,
): number {
  let sum = 0;
  for (let triplet = 0; triplet < near.length; triplet++) {
    const violation =
      margin + distances[near[triplet]] - distances[far[triplet]];
    // the exponent is never positive, so neither overflows
    const decay = Math.exp(-Math.abs(violation));
    sum += Math.max(violation, 0) + Math.log1p(decay);
    const slope = ((violation > 0 ? 1 : decay) / (1 + decay)) * weight;
    weights[near[triplet]] += slope;
    weights[far[triplet]] -= slope;
  }
  return sum * weight;
}

// ∂d/∂d² = 1 / 2d; if two points coincide, there is no direction to pull or push in
function addSquareWeights(
  lengthWeights: Float64Array,
  lengths: Float64Array,
  weights: Float64Array,
): void {
  for (let i = 0; i < weights.length; i++) {
    if (lengths[i] > 0) weights[i] += lengthWeights[i] / (2 * lengths[i]);
  }
}
