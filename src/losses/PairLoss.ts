import { PairDistances } from '../neighbors/PairDistances.ts';
import type { Pairs } from '../neighbors/distinctPairs.ts';
import type { Work } from '../work.ts';

import type { Embedding, PreparedLoss } from './Loss.ts';

/** What a loss makes of the squared distances of pairs, adding what each of them weighs. */
export type PairTerms = (distances: PairDistances) => number;

/**
 * A loss that sees nothing of the embedding but the squared distances of pairs. Where the margin is made of the same pairs,
 * they are measured once for both, and their gradients added once.
 */
export class PairLoss implements PreparedLoss {
  /** Which pairs. */
  readonly pairs: Pairs;
  /** Returns the loss at distances of these pairs, and adds weights. */
  readonly evaluateAt: PairTerms;
  #own: PairDistances | undefined;

  /** A loss of pairs. */
  constructor(pairs: Pairs, evaluateAt: PairTerms) {
    this.pairs = pairs;
    this.evaluateAt = evaluateAt;
  }

  /**
   * As of any loss.
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
