import type { StopReason } from '../solvers/Solver.ts';

/** The course and the result of a fit. */
export interface FitSummary {
  /** Iterations of the solver; with Adam, epochs; in a stream, batches that had triplets. */
  iterations: number;
  /** Evaluations of the objective and its gradient, of all rows or of a batch. */
  evaluations: number;
  /**
   * Whether the solver stopped because there was nothing more to gain, that is, `reason` is `gradient` or `objective`.
   */
  converged: boolean;
  /** Why the solver stopped. */
  reason: StopReason;
  /**
   * F at the end: `loss + margin + penalty`. With Adam, it is the mean over the batches of a last pass without steps,
   * each batch weighted by its number of anchors. For means over triplets (the margin, LMNN, the triplet loss), this
   * equals F over all rows up to rounding. A loss that uses more than the triplets (NCA, LMNN with active impostors,
   * possibly a custom loss) sees only the rows of a batch, which are anchors with their targets and impostors; its mean
   * then differs from F over all rows, and depends on the batches. In a stream, it is this mean over the last batch
   * that had triplets.
   */
  objective: number;
  /** The loss at the end. */
  loss: number;
  /** The penalty of the margin at the end, times its weight; 0 without a margin. */
  margin: number;
  /**
   * The cost of the parameters at the end: `sparsity` times the sum of the weights; 0 unless the parameterization is
   * compositional.
   */
  penalty: number;
  /** The target τ of the margin, in the norm and the units of the margin; `null` without a margin. */
  marginTarget: number | null;
  /** The number of mined triplets; 0 if neither the loss, the margin nor the solver uses any. */
  triplets: number;
  /** The number of threads that shared the work; 1 without threads. Fits with the same number give the same bits. */
  threads: number;
  /** The start, and the end of each iteration, without restarts that gained nothing. */
  history: readonly FitProgress[];
  /**
   * The summaries of the members of a mean; otherwise `undefined`. A mean counts the iterations, evaluations and triplets of
   * all of them, its objective and terms are their weighted means, and its history is theirs, one after the other. Objectives
   * of different losses have different units: only those of the members can be compared with other fits.
   */
  members?: readonly FitSummary[];
}

/** The state of a fit after an iteration. */
export interface FitProgress {
  /** The number of the iteration; 0 is the start. */
  iteration: number;
  /** F after the iteration. */
  objective: number;
  /**
   * The Euclidean norm of ∂F/∂θ after the iteration; for nonnegative weights under L-BFGS, without the part that points
   * out of bounds.
   */
  gradientNorm: number;
}

/** Freezes a summary with all entries of its history, since it is returned without a copy. */
export function freezeSummary(summary: FitSummary): FitSummary {
  for (const progress of summary.history) Object.freeze(progress);
  Object.freeze(summary.members);
  Object.freeze(summary.history);
  return Object.freeze(summary);
}
