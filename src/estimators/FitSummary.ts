import type { StopReason } from '../solvers/Solver.ts';

/** How a fit went. */
export interface FitSummary {
  /** Iterations of the solver; epochs of batches, batches of a stream. */
  iterations: number;
  /** Evaluations of the objective and its gradient. */
  evaluations: number;
  /** Whether the solver stopped because there was nothing more to gain: `reason` is `gradient` or `objective`. */
  converged: boolean;
  /** Why the solver stopped. */
  reason: StopReason;
  /**
   * F at the end: `loss + margin + penalty`. With the solver Adam it is the mean over the batches of a last pass, in which
   * no step is taken, each counting as much as it has anchors. For what is a mean over triplets (the margin, LMNN, the triplet
   * loss), that is F over all rows, but for rounding. A loss that looks beyond the triplets (NCA, LMNN with active
   * impostors, perhaps one of your own) sees the rows of a batch only, anchors with their targets and impostors: there it is
   * another number than F over all rows, and other batches give another. In a stream it is the same mean over the last
   * batch of the stream that had triplets.
   */
  objective: number;
  /** The loss at the end. */
  loss: number;
  /** The penalty of the margin at the end, its weight included; 0 without a margin. */
  margin: number;
  /** What the parameters cost at the end: `sparsity` times the sum of the weights; 0 unless compositional. */
  penalty: number;
  /** The margin asked for, in the norm and the units of the margin; `null` without a margin. */
  marginTarget: number | null;
  /** How many triplets were mined; 0, where neither the loss nor the solver looks at any, and there is no margin. */
  triplets: number;
  /** How many threads shared the work; 1 without any. The same number gives the same bits. */
  threads: number;
  /** The start, and where each iteration ended; without new starts that were in vain. */
  history: readonly FitProgress[];
}

/** Where a fit was after an iteration. */
export interface FitProgress {
  /** 0 is the start. */
  iteration: number;
  /** F there. */
  objective: number;
  /** The Euclidean norm of ∂F/∂θ there. */
  gradientNorm: number;
}

/** Makes a summary that nobody can change: it is handed out as it is. */
export function freezeSummary(summary: FitSummary): FitSummary {
  for (const progress of summary.history) Object.freeze(progress);
  Object.freeze(summary.history);
  return Object.freeze(summary);
}
