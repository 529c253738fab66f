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
  for (const [triplet, pair] of targetPairs.entries()) {
    const lower = anchors[triplet] === pairs.first[pair];
    (lower ? lowerIsAnchor : higherIsAnchor)[pair] = 1;
  }
  const counts = Float64Array.from(
    lowerIsAnchor,
    (lower, pair) => lower + higherIsAnchor[pair],
  );
  const sum = counts.reduce((a, b) => a + b, 0);
  return counts.map((count) => (total * count) / sum);
}
