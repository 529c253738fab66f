import type { Work } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';
import type { LabelledData } from '../data/LabelledData.ts';
import type { Random } from '../data/random.ts';
import type { Triplets } from '../neighbors/triplets/Triplets.ts';

/** Z = X Lᵀ, n × r row-major: the rows as the metric maps them. */
export type Embedding = Dense;

/**
 * What a metric should make small: a function of the embedding and the classes, which does not know the map. Implement
 * it for a custom loss.
 */
export interface Loss {
  /** The name of the loss in error messages. */
  name: string;
  /**
   * Whether the loss never looks at triplets. Without a margin, none are then mined, except under Adam, which draws its
   * batches from them.
   * @default false
   */
  ignoresTriplets?: boolean;
  /**
   * Reads rows, classes and triplets before the first evaluation; under Adam and in streams, those of each batch.
   * @param data - Standardized rows (n × d) with their class codes. A custom loss receives copies.
   * @param triplets - The mined triplets, which the margin uses too. A custom loss receives copies.
   * @param random - The only source of randomness that the loss may use.
   * @returns The loss, ready to be evaluated at any embedding of these rows.
   */
  prepare: (
    data: LabelledData,
    triplets: Triplets,
    random: Random,
  ) => PreparedLoss;
}

/** A loss as an option resolves to it. */
export interface ResolvedLoss extends Loss {
  /** The default tolerance of L-BFGS without a margin, if it differs from the usual one; see `LBFGSOptions`. */
  tolerance?: number;
  /** Whether the loss looks at classes, beyond those of the triplets. */
  needsClasses?: boolean;
}

/**
 * A loss that knows its rows. Either function may be a generator: `fitAsync` then lets other tasks run where it yields.
 */
export interface PreparedLoss {
  /**
   * Returns the loss at an embedding, and adds its gradient. The result must not depend on earlier evaluations.
   * @param embedding - n × r; must not be changed.
   * @param gradient - n × r, row-major; ∂loss/∂Z is added to it.
   * @returns The loss, or the work that computes it.
   */
  evaluate: (
    embedding: Embedding,
    gradient: Float64Array,
  ) => number | Work<number>;
  /**
   * Mines again what depends on the embedding, between runs of the solver.
   * @param embedding - n × r; must not be changed.
   * @returns Whether anything changed: the solver then continues.
   */
  refresh?: (embedding: Embedding) => boolean | Work<boolean>;
  /**
   * Whether the loss becomes flat where its terms are decided, rightly or wrongly, as a softmax does; it then has many
   * local minima. The solver is started again from a smaller metric, where the terms are undecided, for as long as that
   * lowers the objective.
   * @default false
   */
  saturates?: boolean;
}
