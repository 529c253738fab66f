/** The distances and normals that the margins of triplets depend on, and their weights. */
export interface MarginTerms {
  /** For each triplet, the pair of anchor and target; runs of the same pair are fast. */
  near: Int32Array;
  /** For each triplet, the pair of anchor and impostor, which is not a pair of anchor and target in any triplet. */
  far: Int32Array;
  /** For each triplet, the index of its normal. */
  normal: Int32Array;
  /** d² of each pair. */
  distances: Float64Array;
  /** 1 / (‖w_l − w_j‖² + ε) of each normal; 0 if the divisor is 0. */
  inverseNormals: Float64Array;
  /** ∂/∂d² of each pair, added to. */
  distanceWeights: Float64Array;
  /** ∂/∂‖w_l − w_j‖² of each normal, added to. */
  normalWeights: Float64Array;
}

/** The penalties of a triplet as a function of its margin. The index of each is its number in marginPenalties.as.ts. */
export const SHAPES = ['squared', 'hinge', 'convex'] as const;

/** The penalty of a triplet as a function of its margin. */
export type PenaltyShape = (typeof SHAPES)[number];

/**
 * Adds the penalties of the triplets from `from` to `to` (excluded), in order. O(triplets), whatever the dimension.
 * @param shape - The penalty as a function of the margin.
 * @param target - τ.
 * @param scale - The weight of a triplet.
 * @returns Their part of the penalty.
 */
export function addMarginPenalties(
  shape: PenaltyShape,
  terms: MarginTerms,
  target: number,
  scale: number,
  from = 0,
  to = terms.near.length,
): number {
  return PENALTIES[shape](terms, target, scale, from, to);
}

const PENALTIES = {
  squared: addSquared,
  hinge: addHinge,
  convex: addConvex,
} satisfies Record<PenaltyShape, unknown>;

// the penalty of the paper, `scale · Σ_t [1 − max(m_t/τ, 0)²]₊` with m² = D² / (4 ‖w_l − w_j‖²): `scale` for a violated
// triplet, decreasing to 0 as its margin reaches the target (arXiv 2006.05945, section 3). With D = d²(i,l) − d²(i,j) and
// N = ‖w_l − w_j‖²: ∂/∂D = −2 D / (4 τ² N), ∂/∂N = D² / (4 τ² N²)
function addSquared(
  terms: MarginTerms,
  target: number,
  scale: number,
  from: number,
  to: number,
): number {
  const { near, far, normal, distances, inverseNormals } = terms;
  const { distanceWeights, normalWeights } = terms;
  const inverseTarget = 1 / (4 * target * target);
  let sum = 0;
  for (let triplet = from; triplet < to; triplet++) {
    const difference = distances[far[triplet]] - distances[near[triplet]];
    if (difference <= 0) {
      sum += 1;
      continue;
    }
    const inverse = inverseNormals[normal[triplet]];
    const slope = difference * inverse * inverseTarget;
    const share = difference * slope;
    if (share >= 1) continue;
    sum += 1 - share;
    distanceWeights[near[triplet]] += 2 * scale * slope;
    distanceWeights[far[triplet]] -= 2 * scale * slope;
    normalWeights[normal[triplet]] += scale * share * inverse;
  }
  return scale * sum;
}

// `scale · Σ_t [1 − m_t/τ]₊`: its slope does not vanish at margin 0, and violated triplets are pushed as well.
// ∂/∂D = −1 / (2 τ √N), ∂/∂N = D / (4 τ N √N)
function addHinge(
  terms: MarginTerms,
  target: number,
  scale: number,
  from: number,
  to: number,
): number {
  const { near, far, normal, distances, inverseNormals } = terms;
  const { distanceWeights, normalWeights } = terms;
  let sum = 0;
  for (let triplet = from; triplet < to; triplet++) {
    const difference = distances[far[triplet]] - distances[near[triplet]];
    const inverse = inverseNormals[normal[triplet]];
    const slope = Math.sqrt(inverse) / (2 * target);
    const share = difference * slope;
    if (share >= 1) continue;
    sum += 1 - share;
    distanceWeights[near[triplet]] += scale * slope;
    distanceWeights[far[triplet]] -= scale * slope;
    normalWeights[normal[triplet]] += (scale * share * inverse) / 2;
  }
  return scale * sum;
}

// `scale · Σ_t [2τ ‖w_l − w_j‖ − D_t]₊`: convex in M and homogeneous of degree one, so the loss has to determine the
// scale. ∂/∂D = −1, ∂/∂N = τ / √N
function addConvex(
  terms: MarginTerms,
  target: number,
  scale: number,
  from: number,
  to: number,
): number {
  const { near, far, normal, distances, inverseNormals } = terms;
  const { distanceWeights, normalWeights } = terms;
  let sum = 0;
  for (let triplet = from; triplet < to; triplet++) {
    const difference = distances[far[triplet]] - distances[near[triplet]];
    const root = Math.sqrt(inverseNormals[normal[triplet]]);
    const length = root === 0 ? 0 : 1 / root;
    const shortfall = 2 * target * length - difference;
    if (shortfall <= 0) continue;
    sum += shortfall;
    distanceWeights[near[triplet]] += scale;
    distanceWeights[far[triplet]] -= scale;
    normalWeights[normal[triplet]] += scale * target * root;
  }
  return scale * sum;
}
