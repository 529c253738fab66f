import type { Triplets } from '../neighbors/Triplets.ts';

/**
 * A pair counts once for each of its ends that is an anchor with the other as its target.
 * @param triplets - The triplets.
 * @param total - What the weights sum to.
 * @returns A weight for each of the triplets' pairs.
 */
export function weighTargets(triplets: Triplets, total: number): Float64Array {
  const { anchors, targetPairs, pairs } = triplets;
  const lowerIsAnchor = new Uint8Array(pairs.first.length);
  const higherIsAnchor = new Uint8Array(pairs.first.length);
  for (let triplet = 0; triplet < targetPairs.length; triplet++) {
    const pair = targetPairs[triplet];
    const lower = anchors[triplet] === pairs.first[pair];
    (lower ? lowerIsAnchor : higherIsAnchor)[pair] = 1;
  }
  const weights = new Float64Array(pairs.first.length);
  let sum = 0;
  for (let pair = 0; pair < weights.length; pair++) {
    weights[pair] = lowerIsAnchor[pair] + higherIsAnchor[pair];
    sum += weights[pair];
  }
  for (let pair = 0; pair < weights.length; pair++) {
    weights[pair] = (total * weights[pair]) / sum;
  }
  return weights;
}
