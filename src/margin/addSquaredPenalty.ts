import type { MarginPairs } from './MarginPairs.ts';

/** What a penalty reads of the pairs of an evaluation, and what it adds for their gradients. */
export interface PairTerms {
  /** d² of each of the triplets' pairs. */
  distances: Float64Array;
  /** 1 / (‖w_l − w_j‖² + ε) of each normal; 0 where there is nothing to divide by. */
  inverseNormals: Float64Array;
  /** ∂/∂d² of each pair, added to. */
  distanceWeights: Float64Array;
  /** ∂/∂‖w_l − w_j‖² of each normal, added to. */
  normalWeights: Float64Array;
}

/**
 * The paper's penalty, `scale · Σ_t [1 − max(m_t/τ, 0)²]₊` with `m² = D² / (4 ‖w_l − w_j‖²)`: `scale` for a violated
 * triplet, falling to nothing as its margin reaches the target τ (arXiv 2006.05945, section 3).
 * O(T), whatever the dimension.
 * @param pairs - The triplets and their pairs.
 * @param terms - What the pairs are now; weights are added to it.
 * @param target - τ.
 * @param scale - What one triplet counts.
 * @returns The penalty.
 */
export function addSquaredPenalty(
  pairs: MarginPairs,
  terms: PairTerms,
  target: number,
  scale: number,
): number {
  const { normalPlaces, triplets } = pairs;
  const { length, targetPairs, impostorPairs } = triplets;
  const { distances, inverseNormals, distanceWeights, normalWeights } = terms;
  const inverseTarget = 1 / (4 * target * target);
  let sum = 0;
  for (let triplet = 0; triplet < length; triplet++) {
    const near = targetPairs[triplet];
    const far = impostorPairs[triplet];
    const difference = distances[far] - distances[near];
    if (difference <= 0) {
      sum += 1;
      continue;
    }
    const place = normalPlaces[triplet];
    const inverse = inverseNormals[place];
    const slope = difference * inverse * inverseTarget;
    const share = difference * slope;
    if (share >= 1) continue;
    sum += 1 - share;
    distanceWeights[near] += 2 * scale * slope;
    distanceWeights[far] -= 2 * scale * slope;
    normalWeights[place] += scale * share * inverse;
  }
  return scale * sum;
}
