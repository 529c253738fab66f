import type { Work } from '../async/work.ts';

import type { Embedding } from './Loss.ts';

/** How rows are found that weigh something. */
export interface SoftNeighbors {
  /**
   * Returns the sum of the probabilities that rows pick one of their class, and adds a multiple of its gradient.
   * @param gradient - Of the shape of the embedding, added to.
   * @param far - How much farther than the nearest, in squared distance, a row may be to be looked at.
   * @param scale - What the gradient is multiplied by.
   */
  add: (
    embedding: Embedding,
    gradient: Float64Array,
    far: number,
    scale: number,
  ) => Work<number>;
}

/** What looking at some rows overwrites. */
export interface SoftNeighborsPart {
  kept: Int32Array;
  weights: Float64Array;
  /** n × r: what these rows add. */
  gradient: Float64Array;
}
