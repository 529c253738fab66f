import { addPairGradients } from '../kernels/addPairGradients.ts';
import { pairDistances } from '../kernels/pairDistances.ts';
import type { Triplets } from '../neighbors/Triplets.ts';
import type { Dense } from '../validation/dense.ts';

import type { MarginPairs } from './MarginPairs.ts';
import { createMarginPairs } from './MarginPairs.ts';
import type { PairTerms } from './addSquaredPenalty.ts';
import { addSquaredPenalty } from './addSquaredPenalty.ts';
import type { MarginOptions } from './marginOptions.ts';
import { marginTarget } from './marginTarget.ts';

/** Of the mean of ‖Mz‖². The authors' absolute 1e−10, made independent of the scale of the metric. */
const RELATIVE_EPSILON = 1e-10;

/**
 * The adversarial-margin regularizer of Yang, Guo, Dong and Xue (arXiv 2006.05945): `weight · mean over triplets of
 * P(m / τ)`, where m is how far the anchor may move before its impostor is as near as its target. It sees the
 * embedding Z and the pull-back W = Z L. An evaluation costs O(T + pairs · (r + d)) for T triplets.
 */
export class AdversarialMargin {
  /** τ, in the units of the inputs. */
  readonly target: number;
  readonly #weight: number;
  readonly #epsilon: number | 'auto';
  readonly #pairs: MarginPairs;
  readonly #terms: PairTerms;

  /**
   * Allocates all that evaluations need, and settles the target.
   * @param inputs - n × d standardized inputs.
   * @param triplets - The triplets whose margins count.
   * @param options - All options.
   */
  constructor(
    inputs: Dense,
    triplets: Triplets,
    options: Required<MarginOptions>,
  ) {
    this.#pairs = createMarginPairs(triplets, inputs.rows);
    this.#weight = options.weight;
    this.#epsilon = options.epsilon;
    this.target =
      options.target === 'auto'
        ? marginTarget(inputs, this.#pairs)
        : options.target;
    const distances = triplets.pairs.first.length;
    const normals = this.#pairs.normalPairs.first.length;
    this.#terms = {
      distances: new Float64Array(distances),
      inverseNormals: new Float64Array(normals),
      distanceWeights: new Float64Array(distances),
      normalWeights: new Float64Array(normals),
    };
  }

  /**
   * Returns the penalty, and adds its gradients.
   * @param embedding - Z, n × r.
   * @param pullBack - W = Z L, n × d.
   * @param embeddingGradient - n × r; ∂/∂Z is added to it.
   * @param pullBackGradient - n × d; ∂/∂W is added to it.
   * @returns The penalty, `weight` times the mean over the triplets.
   */
  evaluate(
    embedding: Dense,
    pullBack: Dense,
    embeddingGradient: Float64Array,
    pullBackGradient: Float64Array,
  ): number {
    const { triplets, normalPairs } = this.#pairs;
    const { pairs } = triplets;
    const terms = this.#terms;
    pairDistances(
      embedding.values,
      embedding.columns,
      pairs.first,
      pairs.second,
      terms.distances,
    );
    pairDistances(
      pullBack.values,
      pullBack.columns,
      normalPairs.first,
      normalPairs.second,
      terms.inverseNormals,
    );
    const size = mean(terms.inverseNormals);
    // too large to be squared: the solver takes a shorter step, or says so at the start
    if (!Number.isFinite(size)) return Number.NaN;
    invert(
      terms.inverseNormals,
      this.#epsilon === 'auto' ? RELATIVE_EPSILON * size : this.#epsilon,
    );
    terms.distanceWeights.fill(0);
    terms.normalWeights.fill(0);
    const penalty = addSquaredPenalty(
      this.#pairs,
      terms,
      this.target,
      this.#weight / triplets.length,
    );
    if (this.#epsilon === 'auto') spreadEpsilon(terms.normalWeights);
    addPairGradients(
      embedding.values,
      embedding.columns,
      pairs.first,
      pairs.second,
      terms.distanceWeights,
      embeddingGradient,
    );
    addPairGradients(
      pullBack.values,
      pullBack.columns,
      normalPairs.first,
      normalPairs.second,
      terms.normalWeights,
      pullBackGradient,
    );
    return penalty;
  }
}

function invert(normals: Float64Array, epsilon: number): void {
  for (let pair = 0; pair < normals.length; pair++) {
    const normal = normals[pair] + epsilon;
    normals[pair] = normal > 0 ? 1 / normal : 0;
  }
}

/**
 * The relative ε is a mean of all normals, so each of them has a share in what every triplet's ε weighs.
 * @param normalWeights - ∂/∂‖w_l − w_j‖² of each normal, added to.
 */
function spreadEpsilon(normalWeights: Float64Array): void {
  const share = RELATIVE_EPSILON * mean(normalWeights);
  for (let pair = 0; pair < normalWeights.length; pair++) {
    normalWeights[pair] += share;
  }
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}
