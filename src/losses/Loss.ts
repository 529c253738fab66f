import type { Triplets } from '../neighbors/Triplets.ts';
import type { Random } from '../random.ts';
import type { Dense } from '../validation/dense.ts';
import type { LabelledData } from '../validation/labelledData.ts';
import type { Work } from '../work.ts';

/** Z = X Lᵀ, n × r row-major: the inputs as the metric sees them. */
export type Embedding = Dense;

/** What a metric should make small. It sees points and classes, never the map that made the points. */
export interface Loss {
  /** What messages call it. */
  name: string;
  /** True for a loss that never looks at triplets: without a margin, none are mined for all rows then. */
  ignoresTriplets?: boolean;
  /**
   * Reads labels, inputs and triplets once, before the first evaluation; with mini-batches, those of each batch.
   * @param data - Standardized inputs (n × d) with labels as class indices. A loss of one's own is given copies.
   * @param triplets - The mined triplets, those of the margin. A loss of one's own is given copies.
   * @param random - The only source of chance it may use.
   * @returns The loss, ready to be evaluated on any embedding of these rows.
   */
  prepare: (
    data: LabelledData,
    triplets: Triplets,
    random: Random,
  ) => PreparedLoss;
}

/** A loss that knows its rows. Either function may be a generator: `fitAsync` then lets others work where it yields. */
export interface PreparedLoss {
  /**
   * Returns the loss at an embedding, and adds its gradient. It depends on nothing that was evaluated before.
   * @param embedding - n × r, not to be changed.
   * @param gradient - n × r, row-major; ∂loss/∂Z is added to it. A write outside of it is an error where it is noticed: in
   * the 1st, 2nd, 4th, 8th, … evaluation of a fit, up to a million accesses.
   * @returns The loss.
   */
  evaluate: (
    embedding: Embedding,
    gradient: Float64Array,
  ) => number | Work<number>;
  /**
   * Mines anew what depends on the embedding, between solver runs.
   * @param embedding - n × r, not to be changed.
   * @returns True if anything changed: the solver then goes on.
   */
  refresh?: (embedding: Embedding) => boolean | Work<boolean>;
  /**
   * True for a loss that goes flat where its terms are settled, right or wrong, as a softmax does: it has many local
   * minima. The solver is then sent on from a smaller metric, where terms are open again, for as long as that helps.
   */
  saturates?: boolean;
}
