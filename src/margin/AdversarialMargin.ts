import type { Work } from '../async/work.ts';
import { inChunks } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';
import { float64Beside } from '../kernels/arena/memory.ts';
import type { PairNorm } from '../kernels/norms/PairNorm.ts';
import { invert } from '../kernels/products/invert.ts';
import { sum } from '../kernels/products/sum.ts';
import type { MarginTerms } from '../kernels/terms/marginPenalties.ts';
import { addMarginPenalties } from '../kernels/terms/marginPenalties.ts';
import { PairDistances } from '../neighbors/pairs/PairDistances.ts';
import type { Pairs } from '../neighbors/pairs/distinctPairs.ts';
import { addPairGradients, measurePairs } from '../neighbors/pairs/pairWork.ts';
import type { Triplets } from '../neighbors/triplets/Triplets.ts';

import type { MarginPairs } from './MarginPairs.ts';
import { createMarginPairs } from './MarginPairs.ts';
import { dualNorm } from './dualNorm.ts';
import type { MarginSettings } from './marginOptions.ts';
import { marginTarget } from './marginTarget.ts';

/** Of the mean of ‖Mz‖². The authors' absolute 1e−10, made independent of the scale of the metric. */
const RELATIVE_EPSILON = 1e-10;

/** What a triplet takes, which looks into memory out of order, in multiplications. */
const LOOKUPS = 64;

/**
 * Creates the margin of triplets: finds their distinct pairs, and settles the target.
 * @param inputs - n × d standardized inputs.
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
 * The adversarial-margin regularizer of Yang, Guo, Dong and Xue (arXiv 2006.05945): `weight · mean over triplets of P(m
 * / τ)`, where m is the distance by which the anchor can be perturbed before its impostor is as near as its target. It
 * depends on the pull-back W = Z L, and on the embedding Z through the distances of the triplets' pairs. An evaluation
 * costs O(T + pairs · (r + d)) for T triplets.
 */
export class AdversarialMargin {
  /** τ, in the units of the inputs. */
  readonly target: number;
  /** Of the triplets' pairs: measured before an evaluation, for a loss of the same pairs as well. */
  readonly distances: PairDistances;
  readonly #settings: MarginSettings;
  readonly #norm: PairNorm;
  /** W in the units of perturbations, n × d. */
  readonly #scaled: Dense | undefined;
  readonly #normalPairs: Pairs;
  readonly #terms: MarginTerms;

  /**
   * Allocates all that evaluations need.
   * @param inputs - n × d standardized inputs.
   * @param target - τ.
   */
  constructor(
    inputs: Dense,
    pairs: MarginPairs,
    settings: MarginSettings,
    target: number,
  ) {
    this.target = target;
    this.#normalPairs = pairs.normalPairs;
    this.#settings = settings;
    this.#norm = dualNorm(settings.norm);
    this.#scaled = settings.lengths && {
      ...inputs,
      values: float64Beside(inputs.values, inputs.values.length),
    };
    const { triplets, normalPairs, normalPlaces } = pairs;
    const normals = normalPairs.first.length;
    this.distances = new PairDistances(triplets.pairs, inputs.values);
    this.#terms = {
      near: triplets.targetPairs,
      far: triplets.impostorPairs,
      normal: normalPlaces,
      distances: this.distances.distances,
      inverseNormals: float64Beside(inputs.values, normals),
      distanceWeights: this.distances.weights,
      normalWeights: float64Beside(inputs.values, normals),
    };
  }

  /**
   * Returns the penalty at the `distances` that were measured last. Adds to the weights of these distances, and the
   * gradient with respect to the pull-back.
   * @param pullBack - W = Z L, n × d.
   * @param pullBackGradient - n × d, all zeros; ∂/∂W is added to it.
   * @returns The penalty, `weight` times the mean over the triplets.
   */
  *evaluate(pullBack: Dense, pullBackGradient: Float64Array): Work<number> {
    const terms = this.#terms;
    const { inverseNormals, normalWeights, near } = terms;
    const { weight, epsilon, shape } = this.#settings;
    const norm = this.#norm;
    const normalPairs = this.#normalPairs;
    const normals = this.#scaled ?? pullBack;
    this.#changeUnits(pullBack.values, normals.values);
    yield* measurePairs(norm, normals, normalPairs, inverseNormals);
    const size = mean(inverseNormals);
    // too large to be squared: the solver takes a shorter step, or says so at the start
    if (!Number.isFinite(size)) return Number.NaN;
    invert(
      inverseNormals,
      epsilon === 'auto' ? RELATIVE_EPSILON * size : epsilon,
    );
    normalWeights.fill(0);
    const { target } = this;
    const scale = weight / near.length;
    let penalty = 0;
    yield* inChunks(near.length, LOOKUPS, (from, to) => {
      penalty += addMarginPenalties(shape, terms, target, scale, from, to);
    });
    if (epsilon === 'auto') spreadEpsilon(normalWeights);
    yield* addPairGradients(
      norm,
      normals,
      normalPairs,
      normalWeights,
      pullBackGradient,
    );
    this.#changeUnits(pullBackGradient, pullBackGradient);
    return penalty;
  }

  // from the columns of W to the units in which perturbations are measured; the chain rule is the same product
  #changeUnits(from: Float64Array, to: Float64Array): void {
    const { lengths } = this.#settings;
    if (lengths === undefined) return;
    const columns = lengths.length;
    for (let at = 0; at < from.length; at += columns) {
      for (let k = 0; k < columns; k++) to[at + k] = from[at + k] / lengths[k];
    }
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
  return sum(values) / values.length;
}
