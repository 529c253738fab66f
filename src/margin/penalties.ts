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
 * How the cost of a triplet falls with its margin. O(T), whatever the dimension.
 * @param pairs - The triplets and their pairs.
 * @param terms - What the pairs are now; weights are added to it.
 * @param target - τ.
 * @param scale - What one triplet counts.
 * @param from - The first triplet to look at.
 * @param to - The end of those, excluded.
 * @returns Their part of the penalty.
 */
export type Penalty = (
  pairs: MarginPairs,
  terms: PairTerms,
  target: number,
  scale: number,
  from: number,
  to: number,
) => number;

/** The penalties, by the name of their shape. */
export const PENALTIES = {
  squared: addSquaredPenalty,
  hinge: addHingePenalty,
  convex: addConvexPenalty,
} satisfies Record<string, Penalty>;

/** How the cost falls with the margin. */
export type MarginShape = keyof typeof PENALTIES;

// the paper's, `scale · Σ_t [1 − max(m_t/τ, 0)²]₊` with m² = D² / (4 ‖w_l − w_j‖²): `scale` for a violated triplet,
// falling to nothing as its margin reaches the target (arXiv 2006.05945, section 3)
function addSquaredPenalty(
  pairs: MarginPairs,
  terms: PairTerms,
  target: number,
  scale: number,
  from: number,
  to: number,
): number {
  const { normalPlaces, triplets } = pairs;
  const { targetPairs, impostorPairs } = triplets;
  const { distances, inverseNormals, distanceWeights, normalWeights } = terms;
  const inverseTarget = 1 / (4 * target * target);
  let sum = 0;
  for (let triplet = from; triplet < to; triplet++) {
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

// `scale · Σ_t [1 − m_t/τ]₊`: its slope does not vanish where the margin does, and violated triplets are pushed as well
function addHingePenalty(
  pairs: MarginPairs,
  terms: PairTerms,
  target: number,
  scale: number,
  from: number,
  to: number,
): number {
  const { normalPlaces, triplets } = pairs;
  const { targetPairs, impostorPairs } = triplets;
  const { distances, inverseNormals, distanceWeights, normalWeights } = terms;
  let sum = 0;
  for (let triplet = from; triplet < to; triplet++) {
    const near = targetPairs[triplet];
    const far = impostorPairs[triplet];
    const place = normalPlaces[triplet];
    const inverse = inverseNormals[place];
    const slope = Math.sqrt(inverse) / (2 * target);
    const share = (distances[far] - distances[near]) * slope;
    if (share >= 1) continue;
    sum += 1 - share;
    distanceWeights[near] += scale * slope;
    distanceWeights[far] -= scale * slope;
    normalWeights[place] += (scale * share * inverse) / 2;
  }
  return scale * sum;
}

// `scale · Σ_t [2τ ‖w_l − w_j‖ − D_t]₊`: convex in M, and of degree one in it, so beside a loss that fixes its scale
function addConvexPenalty(
  pairs: MarginPairs,
  terms: PairTerms,
  target: number,
  scale: number,
  from: number,
  to: number,
): number {
  const { normalPlaces, triplets } = pairs;
  const { targetPairs, impostorPairs } = triplets;
  const { distances, inverseNormals, distanceWeights, normalWeights } = terms;
  let sum = 0;
  for (let triplet = from; triplet < to; triplet++) {
    const near = targetPairs[triplet];
    const far = impostorPairs[triplet];
    const place = normalPlaces[triplet];
    const root = Math.sqrt(inverseNormals[place]);
    const normal = root === 0 ? 0 : 1 / root;
    const shortfall = 2 * target * normal - (distances[far] - distances[near]);
    if (shortfall <= 0) continue;
    sum += shortfall;
    distanceWeights[near] += scale;
    distanceWeights[far] -= scale;
    normalWeights[place] += scale * target * root;
  }
  return scale * sum;
}
