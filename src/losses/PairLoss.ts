import type { Computation, Part } from '../async/work.ts';
import type { Arena } from '../kernels/arena/Arena.ts';
import { PairDistances } from '../neighbors/pairs/PairDistances.ts';
import type { Pairs } from '../neighbors/pairs/distinctPairs.ts';

import { LoopedLoss } from './LoopedLoss.ts';
import type { Embedding } from './Loss.ts';

/**
 * Prepares a function of squared distances of pairs.
 * @returns The function: it returns the loss, and adds the weight of each pair, ∂loss/∂d².
 */
export type PairTerms = (
  distances: PairDistances,
  arena: Arena,
) => () => number;

/**
 * A loss that depends on the embedding through the squared distances of pairs only. If the margin uses the same pairs,
 * they are measured once for both, and their gradients are added once.
 */
export class PairLoss extends LoopedLoss {
  readonly #pairs: Pairs;
  readonly #terms: PairTerms;

  /** Stores the pairs and the loss of their distances. */
  constructor(pairs: Pairs, terms: PairTerms) {
    super();
    this.#pairs = pairs;
    this.#terms = terms;
  }

  assemble(
    embedding: Embedding,
    gradient: Float64Array,
    arena: Arena,
    shared?: PairDistances,
  ): Computation {
    const isShared = shared?.pairs === this.#pairs;
    const distances = isShared ? shared : new PairDistances(this.#pairs, arena);
    const terms = this.#terms(distances, arena);
    let loss = Number.NaN;
    const evaluate: Part = () => {
      loss = terms();
    };
    return {
      parts: isShared
        ? [evaluate]
        : [
            ...distances.measure(embedding),
            evaluate,
            distances.addGradient(embedding, gradient),
          ],
      value: () => loss,
    };
  }
}
