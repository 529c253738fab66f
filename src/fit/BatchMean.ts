import type { SolverProgress } from '../solvers/Solver.ts';
import { addScaled, norm } from '../solvers/vectors.ts';

import type { Objective, ObjectiveTerms } from './Objective.ts';

/** The mean of the objective over batches, each weighted by its number of anchors. */
export class BatchMean {
  readonly #gradient: Float64Array;
  #anchors = 0;
  #loss = 0;
  #margin = 0;
  #penalty = 0;

  /** Starts with no batches. */
  constructor(length: number) {
    this.#gradient = new Float64Array(length);
  }

  /**
   * Adds a batch.
   * @param objective - Evaluated at this batch.
   * @param anchors - The weight of the batch.
   */
  add(objective: Objective, gradient: Float64Array, anchors: number): void {
    const { loss, margin, penalty } = objective.terms;
    this.#anchors += anchors;
    this.#loss += anchors * loss;
    this.#margin += anchors * margin;
    this.#penalty += anchors * penalty;
    addScaled(anchors, gradient, this.#gradient);
  }

  /** The terms of the mean objective. */
  get terms(): ObjectiveTerms {
    return {
      loss: this.#loss / this.#anchors,
      margin: this.#margin / this.#anchors,
      penalty: this.#penalty / this.#anchors,
    };
  }

  /** The mean objective and the norm of its gradient, as the progress of a solver. */
  progress(iteration: number, evaluations: number): SolverProgress {
    const { loss, margin, penalty } = this.terms;
    const objective = loss + margin + penalty;
    const gradientNorm = norm(this.#gradient) / this.#anchors;
    return { iteration, evaluations, objective, gradientNorm };
  }
}
