import type { Triplets } from '../neighbors/triplets/Triplets.ts';

/** Some of the triplets' pairs, and what each weighs. */
export interface PairWeights {
  /** The pairs, among all of the triplets', ascending. */
  places: Int32Array;
  weights: Float64Array;
}

/** Which ends of a pair are anchors, as bits. */
const LOWER = 1;
const HIGHER = 2;
/** How many they are. */
const ANCHORS = [0, 1, 1, 2];

/**
 * Weighs the pairs of anchors and their targets, or their impostors: a pair counts once for each of its ends that is an
 * anchor with the other end as its target, or impostor.
 * @param places - `targetPairs` or `impostorPairs` of the triplets.
 * @param total - The sum of the weights.
 */
export function weighPairs(
  triplets: Triplets,
  places: Int32Array,
  total: number,
): PairWeights {
  const { anchors, pairs } = triplets;
  const ends = new Uint8Array(pairs.first.length);
  for (let triplet = 0; triplet < places.length; triplet++) {
    const pair = places[triplet];
    ends[pair] |= anchors[triplet] === pairs.first[pair] ? LOWER : HIGHER;
  }
  const found = new Int32Array(ends.length);
  let size = 0;
  let count = 0;
  for (let pair = 0; pair < ends.length; pair++) {
    if (ends[pair] > 0) found[size++] = pair;
    count += ANCHORS[ends[pair]];
  }
  const weights = new Float64Array(size);
  for (let at = 0; at < size; at++) {
    weights[at] = (total * ANCHORS[ends[found[at]]]) / count;
  }
  return { places: found.slice(0, size), weights };
}

/**
 * Returns the weighted sum of the squared distances of pairs, and adds what each weighs, ∂/∂d².
 * @param squares - The squared distances of all pairs.
 * @param slopes - Of each pair, added to.
 */
export function addWeighted(
  pairs: PairWeights,
  squares: Float64Array,
  slopes: Float64Array,
): number {
  const { places, weights } = pairs;
  let sum = 0;
  for (let at = 0; at < places.length; at++) {
    sum += weights[at] * squares[places[at]];
    slopes[places[at]] += weights[at];
  }
  return sum;
}
