import type { Triplets } from '../neighbors/Triplets.ts';

/** Pairs of anchors and their targets, and what each weighs. */
export interface TargetWeights {
  /** The pairs, among all of the triplets', ascending. */
  places: Int32Array;
  weights: Float64Array;
}

/**
 * A pair counts once for each of its ends that is an anchor with the other as its target.
 * @param triplets - The triplets.
 * @param total - What the weights sum to.
 * @returns A weight for each pair of an anchor and a target.
 */
export function weighTargets(triplets: Triplets, total: number): TargetWeights {
  const { anchors, targetPairs, pairs } = triplets;
  const lowerIsAnchor = new Uint8Array(pairs.first.length);
  const higherIsAnchor = new Uint8Array(pairs.first.length);
  for (let triplet = 0; triplet < targetPairs.length; triplet++) {
    const pair = targetPairs[triplet];
    const lower = anchors[triplet] === pairs.first[pair];
    (lower ? lowerIsAnchor : higherIsAnchor)[pair] = 1;
  }
  const places = new Int32Array(pairs.first.length);
  let found = 0;
  let count = 0;
  for (let pair = 0; pair < places.length; pair++) {
    const ends = lowerIsAnchor[pair] + higherIsAnchor[pair];
    if (ends > 0) places[found++] = pair;
    count += ends;
  }
  const weights = new Float64Array(found);
  for (let at = 0; at < found; at++) {
    const ends = lowerIsAnchor[places[at]] + higherIsAnchor[places[at]];
    weights[at] = (total * ends) / count;
  }
  return { places: places.slice(0, found), weights };
}
