/**
 * Adds the hinges of triplets, `Σ_t weight · [margin + d(near_t) − d(far_t)]₊`, or their squares, in order. No pair is
 * near in one triplet and far in another. O(triplets).
 * @param near - For each triplet, the pair that should be near; runs of the same pair are fast.
 * @param far - For each triplet, the pair that should be farther.
 * @param distances - One per pair.
 * @param weights - ∂/∂d of each pair, added to.
 * @returns The sum.
 */
export function addHinges(
  near: Int32Array,
  far: Int32Array,
  distances: Float64Array,
  weights: Float64Array,
  margin: number,
  weight: number,
  isSquared = false,
): number {
  let sum = 0;
  for (let triplet = 0; triplet < near.length; triplet++) {
    const target = near[triplet];
    const impostor = far[triplet];
    const violation = margin + distances[target] - distances[impostor];
    if (violation <= 0) continue;
    const slope = isSquared ? 2 * weight * violation : weight;
    sum += isSquared ? violation * violation : violation;
    weights[target] += slope;
    weights[impostor] -= slope;
  }
  return weight * sum;
}
