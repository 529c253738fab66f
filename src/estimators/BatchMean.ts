import type { Objective, ObjectiveTerms } from '../objective.ts';
import type { SolverProgress } from '../solvers/Solver.ts';
import { addScaled, norm } from '../solvers/vectors.ts';

/** What the objective is on average over batches, each counting as much as it has anchors. */
export class BatchMean {
  readonly #gradient: Float64Array;
  #anchors = 0;
  #loss = 0;
  #margin = 0;
  #penalty = 0;

  /** Nothing yet. */
  constructor(length: number) {
    this.#gradient = new Float64Array(length);
  }

  /**
   * Adds a batch.
   * @param anchors - What it counts.
   */
  add(objective: Objective, gradient: Float64Array, anchors: number): void {
    const { loss, margin, penalty } = objective.terms;
    this.#anchors += anchors;
    this.#loss += anchors * loss;
    this.#margin += anchors * margin;
    this.#penalty += anchors * penalty;
    addScaled(anchors, gradient, this.#gradient);
  }

  /** What the objective is the sum of. */
  get terms(): ObjectiveTerms {
    return {
      loss: this.#loss / this.#anchors,
      margin: this.#margin / this.#anchors,
      penalty: this.#penalty / this.#anchors,
    };
  }

  /** The mean as the progress of a solver. */
  progress(iteration: number, evaluations: number): SolverProgress {
    const { loss, margin, penalty } = this.terms;
    const objective = loss + margin + penalty;
    const gradientNorm = norm(this.#gradient) / this.#anchors;
    return { iteration, evaluations, objective, gradientNorm };
  }
}
