import type { Triplets } from '../neighbors/triplets/Triplets.ts';

/** Pairs of anchors and their targets, and what each weighs. */
export interface TargetWeights {
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
 * Weighs the pairs of an anchor and a target: a pair counts once for each of its ends that is an anchor with the other
 * end as its target.
 * @param total - The sum of the weights.
 */
export function weighTargets(triplets: Triplets, total: number): TargetWeights {
  const { anchors, targetPairs, pairs } = triplets;
  const ends = new Uint8Array(pairs.first.length);
  for (let triplet = 0; triplet < targetPairs.length; triplet++) {
    const pair = targetPairs[triplet];
    ends[pair] |= anchors[triplet] === pairs.first[pair] ? LOWER : HIGHER;
  }
  const places = new Int32Array(ends.length);
  let found = 0;
  let count = 0;
  for (let pair = 0; pair < ends.length; pair++) {
    if (ends[pair] > 0) places[found++] = pair;
    count += ANCHORS[ends[pair]];
  }
  const weights = new Float64Array(found);
  for (let at = 0; at < found; at++) {
    weights[at] = (total * ANCHORS[ends[places[at]]]) / count;
  }
  return { places: places.slice(0, found), weights };
}
