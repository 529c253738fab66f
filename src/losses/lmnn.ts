import { euclideanNorm } from '../kernels/euclideanNorm.ts';
import { float64Beside } from '../kernels/memory.ts';
import { ActiveTriplets } from '../neighbors/ActiveTriplets.ts';
import type { Triplets } from '../neighbors/Triplets.ts';
import { addPairGradients, measurePairs } from '../neighbors/pairWork.ts';
import type { LabelledData } from '../validation/labelledData.ts';
import {
  checkChoice,
  checkNumber,
  checkOptionNames,
} from '../validation/options.ts';
import type { Work } from '../work.ts';

import type { Embedding, Loss, PreparedLoss } from './Loss.ts';
import { weighTargets } from './weighTargets.ts';

/** Large margin nearest neighbours. */
export interface LMNNOptions {
  /**
   * How much pushing impostors away counts, above 0 and up to 1; pulling targets near counts the rest.
   * The μ of Weinberger and Saul; 1 − μ in the paper's LMNN-PL.
   * @default 0.5
   */
  push?: number;
  /**
   * Whom to push. `'fixed'`: the mined impostors; the mean over the triplets counts. `'active'`: every row of another class
   * that comes within the margin under the metric as it is, the problem of Weinberger and Saul; the sum over the impostors
   * counts, and the mean over the target pairs. With the solver Adam and in streams, every row of a batch.
   * @default 'fixed'
   */
  impostors?: 'fixed' | 'active';
  /**
   * `'linear'`: [v]₊. `'squared'`: [v]₊², which has no kinks, and is the loss of pylmnn.
   * @default 'linear'
   */
  hinge?: 'linear' | 'squared';
}

/**
 * Large margin nearest neighbours (Weinberger and Saul, JMLR 2009):
 * `(1 − push) · mean over target pairs of d²(i,j) + push · mean over triplets of [1 + d²(i,j) − d²(i,l)]₊`, over a fixed
 * set of triplets or over all of them (see `impostors`). An evaluation costs O(T + pairs · r) for T triplets.
 * @param options - The balance of the two parts, whom to push and how.
 * @returns The loss.
 */
export function lmnn(options: LMNNOptions = {}): Loss {
  checkOptionNames(options, 'loss', ['name', 'push', 'impostors', 'hinge']);
  const { push = 0.5, impostors = 'fixed', hinge = 'linear' } = options;
  const settings: Required<LMNNOptions> = {
    push: checkNumber(push, 'loss.push', {
      above: 0,
      aboveReason: 'pulling alone would shrink the metric to nothing',
      max: 1,
    }),
    impostors: checkChoice(impostors, 'loss.impostors', ['fixed', 'active']),
    hinge: checkChoice(hinge, 'loss.hinge', ['linear', 'squared']),
  };
  return {
    name: 'lmnn',
    prepare: (data, triplets) =>
      impostors === 'active'
        ? new ActiveLMNN(data, triplets, settings)
        : new FixedLMNN(triplets, settings, triplets.length),
  };
}

class FixedLMNN implements PreparedLoss {
  readonly #triplets: Triplets;
  /** What a triplet counts. */
  readonly #weight: number;
  readonly #isSquared: boolean;
  readonly #distances: Float64Array;
  readonly #weights: Float64Array;
  /** What each pair weighs for the pulling alone. */
  readonly #pullWeights: Float64Array;

  constructor(
    triplets: Triplets,
    { push, hinge }: Required<LMNNOptions>,
    count: number,
  ) {
    const pairs = triplets.pairs.first.length;
    this.#triplets = triplets;
    this.#weight = push / count;
    this.#isSquared = hinge === 'squared';
    this.#distances = float64Beside(triplets.pairs.first, pairs);
    this.#weights = float64Beside(triplets.pairs.first, pairs);
    this.#pullWeights = weighTargets(triplets, 1 - push);
  }

  *evaluate(embedding: Embedding, gradient: Float64Array): Work<number> {
    const { pairs } = this.#triplets;
    yield* measurePairs(euclideanNorm, embedding, pairs, this.#distances);
    const pull = this.#pull();
    const push = this.#isSquared ? this.#addSquares() : this.#addHinges();
    const weights = this.#weights;
    yield* addPairGradients(euclideanNorm, embedding, pairs, weights, gradient);
    return pull + push;
  }

  // starts the weights anew with those of the pulling
  #pull(): number {
    const distances = this.#distances;
    const pullWeights = this.#pullWeights;
    let sum = 0;
    for (let pair = 0; pair < distances.length; pair++) {
      sum += pullWeights[pair] * distances[pair];
    }
    this.#weights.set(pullWeights);
    return sum;
  }

  #addHinges(): number {
    const { length, targetPairs, impostorPairs } = this.#triplets;
    const distances = this.#distances;
    const weights = this.#weights;
    const weight = this.#weight;
    let sum = 0;
    for (let triplet = 0; triplet < length; triplet++) {
      const near = targetPairs[triplet];
      const far = impostorPairs[triplet];
      const violation = 1 + distances[near] - distances[far];
      if (violation <= 0) continue;
      sum += violation;
      weights[near] += weight;
      weights[far] -= weight;
    }
    return weight * sum;
  }

  #addSquares(): number {
    const { length, targetPairs, impostorPairs } = this.#triplets;
    const distances = this.#distances;
    const weights = this.#weights;
    const weight = this.#weight;
    let sum = 0;
    for (let triplet = 0; triplet < length; triplet++) {
      const near = targetPairs[triplet];
      const far = impostorPairs[triplet];
      const violation = 1 + distances[near] - distances[far];
      if (violation <= 0) continue;
      sum += violation * violation;
      weights[near] += 2 * weight * violation;
      weights[far] -= 2 * weight * violation;
    }
    return weight * sum;
  }
}

/** The same over a set of triplets that grows between solver runs. */
class ActiveLMNN implements PreparedLoss {
  readonly #active: ActiveTriplets;
  readonly #settings: Required<LMNNOptions>;
  #loss: FixedLMNN;

  constructor(
    data: LabelledData,
    triplets: Triplets,
    settings: Required<LMNNOptions>,
  ) {
    this.#active = new ActiveTriplets(data.codes, triplets);
    this.#settings = settings;
    this.#loss = this.#createLoss();
  }

  evaluate(embedding: Embedding, gradient: Float64Array): Work<number> {
    return this.#loss.evaluate(embedding, gradient);
  }

  *refresh(embedding: Embedding): Work<boolean> {
    const hasGrown = yield* this.#active.grow(embedding);
    if (hasGrown) this.#loss = this.#createLoss();
    return hasGrown;
  }

  #createLoss(): FixedLMNN {
    const { triplets, pairs } = this.#active;
    return new FixedLMNN(triplets, this.#settings, pairs);
  }
}
