import type { Work } from '../async/work.ts';
import { PairDistances } from '../neighbors/pairs/PairDistances.ts';
import type { Pairs } from '../neighbors/pairs/distinctPairs.ts';

import type { Embedding, PreparedLoss } from './Loss.ts';

/** Returns a loss of the squared distances of pairs, and adds the weight of each pair, ∂loss/∂d². */
export type PairTerms = (distances: PairDistances) => number;

/**
 * A loss that depends on the embedding through the squared distances of pairs only. If the margin uses the same pairs,
 * they are measured once for both, and their gradients are added once.
 */
export class PairLoss implements PreparedLoss {
  /** The pairs. */
  readonly pairs: Pairs;
  /** Returns the loss at distances of these pairs, and adds weights. */
  readonly evaluateAt: PairTerms;
  #own: PairDistances | undefined;

  /** Stores the pairs and the loss of their distances. */
  constructor(pairs: Pairs, evaluateAt: PairTerms) {
    this.pairs = pairs;
    this.evaluateAt = evaluateAt;
  }

  /**
   * Returns the loss, and adds its gradient.
   * @param embedding - n × r.
   * @param gradient - n × r, added to.
   */
  *evaluate(embedding: Embedding, gradient: Float64Array): Work<number> {
    // whoever shares distances needs none of its own
    this.#own ??= new PairDistances(this.pairs);
    yield* this.#own.measure(embedding);
    const loss = this.evaluateAt(this.#own);
    yield* this.#own.addGradient(embedding, gradient);
    return loss;
  }
}
