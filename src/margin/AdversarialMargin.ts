import type { PairNorm } from '../kernels/PairNorm.ts';
import { euclideanNorm } from '../kernels/euclideanNorm.ts';
import { float64Beside } from '../kernels/memory.ts';
import type { Triplets } from '../neighbors/Triplets.ts';
import { addPairGradients, measurePairs } from '../neighbors/pairWork.ts';
import type { Dense } from '../validation/dense.ts';
import type { Work } from '../work.ts';
import { inPieces } from '../work.ts';

import type { MarginPairs } from './MarginPairs.ts';
import { createMarginPairs } from './MarginPairs.ts';
import { dualNorm } from './dualNorm.ts';
import type { MarginSettings } from './marginOptions.ts';
import { marginTarget } from './marginTarget.ts';
import type { PairTerms, Penalty } from './penalties.ts';
import { PENALTIES } from './penalties.ts';

/** Of the mean of ‖Mz‖². The authors' absolute 1e−10, made independent of the scale of the metric. */
const RELATIVE_EPSILON = 1e-10;

/** What a triplet takes, which looks into memory out of order, in multiplications. */
const LOOKUPS = 64;

/**
 * Makes the margin of triplets: finds what they share, and settles the target.
 * @param inputs - n × d standardized inputs.
 * @param triplets - The triplets whose margins count.
 * @param settings - All options, and what a unit of each column is.
 * @yields Between pieces.
 * @returns The margin.
 */
export function* createMargin(
  inputs: Dense,
  triplets: Triplets,
  settings: MarginSettings,
): Work<AdversarialMargin> {
  const pairs = yield* createMarginPairs(triplets, inputs.rows);
  const target =
    settings.target === 'auto'
      ? yield* marginTarget(inputs, pairs, settings)
      : settings.target;
  return new AdversarialMargin(inputs, pairs, settings, target);
}

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
  readonly #penalty: Penalty;
  readonly #norm: PairNorm;
  /** What each column of W is divided by, to be in the units of perturbations. */
  readonly #lengths: Float64Array | undefined;
  /** W in these units, n × d. */
  readonly #scaled: Dense | undefined;
  readonly #pairs: MarginPairs;
  readonly #terms: PairTerms;

  /**
   * Allocates all that evaluations need.
   * @param inputs - n × d standardized inputs.
   * @param pairs - The triplets whose margins count, and their pairs.
   * @param settings - All options, and what a unit of each column is.
   * @param target - τ.
   */
  constructor(
    inputs: Dense,
    pairs: MarginPairs,
    settings: MarginSettings,
    target: number,
  ) {
    this.target = target;
    this.#pairs = pairs;
    this.#weight = settings.weight;
    this.#epsilon = settings.epsilon;
    this.#penalty = PENALTIES[settings.shape];
    this.#norm = dualNorm(settings.norm);
    this.#lengths = settings.lengths;
    this.#scaled = settings.lengths && {
      ...inputs,
      values: float64Beside(inputs.values, inputs.values.length),
    };
    const distances = pairs.triplets.pairs.first.length;
    const normals = pairs.normalPairs.first.length;
    const allocate = (length: number) => float64Beside(inputs.values, length);
    this.#terms = {
      distances: allocate(distances),
      inverseNormals: allocate(normals),
      distanceWeights: allocate(distances),
      normalWeights: allocate(normals),
    };
  }

  /**
   * Returns the penalty, and adds its gradients.
   * @param embedding - Z, n × r.
   * @param pullBack - W = Z L, n × d.
   * @param embeddingGradient - n × r; ∂/∂Z is added to it.
   * @param pullBackGradient - n × d, all zeros; ∂/∂W is added to it.
   * @yields Between pieces.
   * @returns The penalty, `weight` times the mean over the triplets.
   */
  *evaluate(
    embedding: Dense,
    pullBack: Dense,
    embeddingGradient: Float64Array,
    pullBackGradient: Float64Array,
  ): Work<number> {
    const { triplets, normalPairs } = this.#pairs;
    const terms = this.#terms;
    const norm = this.#norm;
    const { pairs } = triplets;
    const normals = this.#scaled ?? pullBack;
    this.#changeUnits(pullBack.values, normals.values);
    yield* measurePairs(euclideanNorm, embedding, pairs, terms.distances);
    yield* measurePairs(norm, normals, normalPairs, terms.inverseNormals);
    const size = mean(terms.inverseNormals);
    // too large to be squared: the solver takes a shorter step, or says so at the start
    if (!Number.isFinite(size)) return Number.NaN;
    invert(
      terms.inverseNormals,
      this.#epsilon === 'auto' ? RELATIVE_EPSILON * size : this.#epsilon,
    );
    terms.distanceWeights.fill(0);
    terms.normalWeights.fill(0);
    const scale = this.#weight / triplets.length;
    let penalty = 0;
    yield* inPieces(triplets.length, LOOKUPS, (from, to) => {
      penalty += this.#penalty(
        this.#pairs,
        terms,
        this.target,
        scale,
        from,
        to,
      );
    });
    if (this.#epsilon === 'auto') spreadEpsilon(terms.normalWeights);
    yield* addPairGradients(
      euclideanNorm,
      embedding,
      pairs,
      terms.distanceWeights,
      embeddingGradient,
    );
    yield* addPairGradients(
      norm,
      normals,
      normalPairs,
      terms.normalWeights,
      pullBackGradient,
    );
    this.#changeUnits(pullBackGradient, pullBackGradient);
    return penalty;
  }

  // from the columns of W to the units in which perturbations are measured; the chain rule is the same product
  #changeUnits(from: Float64Array, to: Float64Array): void {
    const lengths = this.#lengths;
    if (lengths === undefined) return;
    const columns = lengths.length;
    for (let at = 0; at < from.length; at += columns) {
      for (let k = 0; k < columns; k++) to[at + k] = from[at + k] / lengths[k];
    }
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
