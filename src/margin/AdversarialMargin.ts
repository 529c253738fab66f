import type { Computation, Work } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';
import type { Arena } from '../kernels/arena/Arena.ts';
import type { MarginTerms } from '../kernels/terms/marginPenalties.ts';
import type { PairDistances } from '../neighbors/pairs/PairDistances.ts';
import type { Pairs } from '../neighbors/pairs/distinctPairs.ts';
import { addPairGradients, measurePairs } from '../neighbors/pairs/pairWork.ts';
import type { Triplets } from '../neighbors/triplets/Triplets.ts';

import type { MarginPairs } from './MarginPairs.ts';
import { createMarginPairs } from './MarginPairs.ts';
import { dualNorm } from './dualNorm.ts';
import type { MarginSettings } from './marginOptions.ts';

/** Relative to the mean of ‖Mz‖². The authors' absolute 1e−10, made independent of the scale of the metric. */
const RELATIVE_EPSILON = 1e-10;

/**
 * The least number added to ‖Mz‖² if columns are fixed: without them, D is 0 where ‖Mz‖ is, but here a metric may tell
 * rows apart by fixed columns only. Margins are infinite then, and cost what they cost in the limit. Powers that occur in
 * gradients, up to −3/2, are finite.
 */
const LEAST_EPSILON = 1e-150;

/** The cost of a triplet, which accesses memory at random, in multiplications. */
const LOOKUPS = 64;

/**
 * Creates the margin of triplets: finds their distinct pairs.
 * @param rows - The number of rows of the inputs.
 */
export function* createMargin(
  triplets: Triplets,
  rows: number,
  settings: MarginSettings,
): Work<AdversarialMargin> {
  const pairs = yield* createMarginPairs(triplets, rows);
  return new AdversarialMargin(pairs, settings);
}

/**
 * The adversarial-margin regularizer of Yang, Guo, Dong and Xue (arXiv 2006.05945): `weight · mean over triplets of P(m
 * / τ)`, where m is the distance by which the anchor can be perturbed before its impostor is as near as its target. It
 * depends on the pull-back W = Z L, and on the embedding Z through the distances of the triplets' pairs. Its gradient with respect to
 * these, ∂P/∂d² and ∂P/∂‖w_l − w_j‖², is in `marginPenalties.ts`, a formula for each shape; what leads from there to Z and W is in
 * `PairNorm`. An evaluation costs O(T + pairs · (r + d)) for T triplets.
 */
export class AdversarialMargin {
  readonly #pairs: MarginPairs;
  readonly #settings: MarginSettings;

  /** Stores the parts of the margin. */
  constructor(pairs: MarginPairs, settings: MarginSettings) {
    this.#pairs = pairs;
    this.#settings = settings;
  }

  /** The pairs whose squared distances in the embedding the margin depends on. */
  get pairs(): Pairs {
    return this.#pairs.triplets.pairs;
  }

  /**
   * The parts of an evaluation, after the `distances` were measured: the penalty, its gradient with respect to the
   * pull-back, and that with respect to the squared distances, which is added to their weights.
   * @param distances - Of `pairs`, in the embedding.
   * @param pullBack - W = Z L, n × d.
   * @param pullBackGradient - n × d; ∂/∂W is written to it.
   * @param arena - That of all these arrays.
   * @returns The parts; `value` then returns the penalty, `weight` times the mean over the triplets.
   */
  assemble(
    distances: PairDistances,
    pullBack: Dense,
    pullBackGradient: Float64Array,
    arena: Arena,
  ): Computation {
    const { weight, target, epsilon, shape, lengths, norm } = this.#settings;
    const { triplets, normalPairs, normalPlaces } = this.#pairs;
    const { kernels } = arena;
    const dual = dualNorm(norm, kernels);
    const ends = {
      first: arena.copyOf(normalPairs.first),
      second: arena.copyOf(normalPairs.second),
    };
    const count = ends.first.length;
    // ‖w_l − w_j‖², then 1 / (‖w_l − w_j‖² + ε), and ∂/∂‖w_l − w_j‖²
    const inverseNormals = arena.float64(count);
    const normalWeights = arena.float64(count);
    const terms: MarginTerms = {
      near: arena.copyOf(triplets.targetPairs),
      far: arena.copyOf(triplets.impostorPairs),
      normal: arena.copyOf(normalPlaces),
      distances: distances.distances,
      inverseNormals,
      distanceWeights: distances.weights,
      normalWeights,
    };
    // W in the units of perturbations
    const scaled = lengths
      ? { ...pullBack, values: arena.float64(pullBack.values.length) }
      : pullBack;
    const least = lengths?.includes(Infinity) ? LEAST_EPSILON : 0;
    const scale = weight / triplets.length;
    let penalty = 0;
    const mean = (values: Float64Array) => kernels.sum(values) / count;
    const begin = () => {
      const size = mean(inverseNormals);
      // squares overflow: the solver takes a shorter step, or refuses the start
      penalty = Number.isFinite(size) ? 0 : Number.NaN;
      const wanted = epsilon === 'auto' ? RELATIVE_EPSILON * size : epsilon;
      kernels.invert(inverseNormals, Math.max(wanted, least));
      normalWeights.fill(0);
      pullBackGradient.fill(0);
    };
    // the relative ε is a mean over all normals, so each of them influences the ε of every triplet
    const spreadEpsilon = () => {
      const share = RELATIVE_EPSILON * mean(normalWeights);
      for (let at = 0; at < count; at++) normalWeights[at] += share;
    };
    return {
      parts: [
        () => divideByLengths(pullBack.values, scaled.values, lengths),
        measurePairs(dual, scaled, ends, inverseNormals),
        begin,
        {
          length: () => triplets.length,
          cost: LOOKUPS,
          run: (from, to) => {
            penalty += kernels.addMarginPenalties(
              shape,
              terms,
              target,
              scale,
              from,
              to,
            );
          },
        },
        ...(epsilon === 'auto' ? [spreadEpsilon] : []),
        addPairGradients(dual, scaled, ends, normalWeights, pullBackGradient),
        () => divideByLengths(pullBackGradient, pullBackGradient, lengths),
      ],
      value: () => penalty,
    };
  }
}

// from the columns of W to the units in which perturbations are measured, 0 in columns that are fixed; the chain rule is
// the same product
function divideByLengths(
  from: Float64Array,
  to: Float64Array,
  lengths: Float64Array | undefined,
): void {
  if (lengths === undefined) return;
  const columns = lengths.length;
  for (let at = 0; at < from.length; at += columns) {
    for (let k = 0; k < columns; k++) to[at + k] = from[at + k] / lengths[k];
  }
}
