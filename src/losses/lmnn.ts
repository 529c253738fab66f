import { addPairGradients } from '../kernels/addPairGradients.ts';
import { pairDistances } from '../kernels/pairDistances.ts';
import type { Triplets } from '../neighbors/Triplets.ts';
import type { LabelledData } from '../validation/labelledData.ts';
import { checkNumber, checkOptionNames } from '../validation/options.ts';

import type { Embedding, Loss, PreparedLoss } from './Loss.ts';

/** Large margin nearest neighbours. */
export interface LMNNOptions {
  /**
   * How much pushing impostors away counts, from 0 to 1; pulling targets near counts the rest.
   * The μ of Weinberger and Saul; 1 − μ in the paper's LMNN-PL.
   * @default 0.5
   */
  push?: number;
}

/**
 * Large margin nearest neighbours (Weinberger and Saul, JMLR 2009) over a fixed set of triplets:
 * `(1 − push) · mean over target pairs of d²(i,j) + push · mean over triplets of [1 + d²(i,j) − d²(i,l)]₊`.
 * An evaluation costs O(T + pairs · r) for T triplets.
 * @param options - The balance of the two parts.
 * @returns The loss.
 */
export function lmnn(options: LMNNOptions = {}): Loss {
  checkOptionNames(options, 'loss', ['name', 'push']);
  const { push = 0.5 } = options;
  checkNumber(push, 'loss.push', { min: 0, max: 1 });
  return {
    name: 'lmnn',
    prepare: (data, triplets) => new PreparedLMNN(data, triplets, push),
  };
}

class PreparedLMNN implements PreparedLoss {
  readonly #triplets: Triplets;
  readonly #push: number;
  readonly #distances: Float64Array;
  readonly #weights: Float64Array;
  /** What each pair weighs for the pulling alone. */
  readonly #pullWeights: Float64Array;

  constructor(data: LabelledData, triplets: Triplets, push: number) {
    const pairs = triplets.pairs.first.length;
    this.#triplets = triplets;
    this.#push = push;
    this.#distances = new Float64Array(pairs);
    this.#weights = new Float64Array(pairs);
    this.#pullWeights = weighTargets(triplets, 1 - push);
  }

  evaluate(embedding: Embedding, gradient: Float64Array): number {
    const { values, columns } = embedding;
    const { first, second } = this.#triplets.pairs;
    pairDistances(values, columns, first, second, this.#distances);
    const loss = this.#pull() + this.#addPush();
    addPairGradients(values, columns, first, second, this.#weights, gradient);
    return loss;
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

  #addPush(): number {
    const { length, targetPairs, impostorPairs } = this.#triplets;
    const distances = this.#distances;
    const weights = this.#weights;
    const weight = this.#push / length;
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
}

/**
 * A pair counts once for each of its ends that is an anchor with the other as its target.
 * @param triplets - The triplets.
 * @param total - What the weights sum to.
 * @returns A weight for each of the triplets' pairs.
 */
function weighTargets(triplets: Triplets, total: number): Float64Array {
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
