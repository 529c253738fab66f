import type { Evaluation } from '../async/work.ts';
import { Adam } from '../solvers/Adam.ts';
import type { SolverProgress } from '../solvers/Solver.ts';
import type { AdamOptions } from '../solvers/resolveSolver.ts';
import { addScaled, norm } from '../solvers/vectors.ts';

import type { FitRun, SolvingStep } from './FitRun.ts';
import type { FitProgress } from './FitSummary.ts';
import type { Objective, ObjectiveTerms } from './Objective.ts';
import type { Problem } from './Problem.ts';
import { createObjective } from './Problem.ts';
import { drawBatches, takeBatch } from './drawBatches.ts';
import type { Minimum } from './minimizeObjective.ts';

/** A solver that takes steps along the gradients of batches. */
export interface Stepper {
  adam: Adam;
  batchSize: number;
  /** The length of the next step; `undefined`: no steps. */
  rate?: () => number;
}

/**
 * Minimizes the objective one batch of anchors at a time, for data for which a full evaluation is too expensive. An
 * iteration is an epoch, its objective the mean over its batches during the epoch. At the start and at the end, a pass
 * without steps measures the objective: the mean over its batches is F over all rows as far as F is a mean over
 * triplets; losses that use more than the triplets (NCA, active impostors) see one batch at a time. F over all rows is
 * never evaluated.
 * @param start - The initial θ.
 * @yields The start, then each epoch.
 */
export function* minimizeBatches(
  problem: Problem,
  start: Float64Array,
  options: Required<AdamOptions>,
): FitRun<Minimum, SolvingStep> {
  const { epochs, batchSize, learningRate } = options;
  const { isNonNegative } = problem.parameterization;
  const adam = new Adam(start, isNonNegative);
  const history: FitProgress[] = [];
  let { mean, batches } = yield* passOver(problem, { adam, batchSize });
  const steps = batches * epochs;
  const rate = () =>
    (learningRate / 2) * (1 + Math.cos((Math.PI * adam.steps) / steps));
  let evaluations = batches;
  for (let epoch = 0; ; epoch++) {
    const progress = mean.progress(epoch, evaluations);
    const { iteration, objective, gradientNorm } = progress;
    history.push({ iteration, objective, gradientNorm });
    const { x } = adam;
    yield { ...progress, x };
    if (epoch === epochs) {
      return { ...progress, x, reason: 'epochs', terms: mean.terms, history };
    }
    ({ mean } = yield* passOver(problem, { adam, batchSize, rate }));
    evaluations += batches;
    if (epoch + 1 === epochs) {
      ({ mean, batches } = yield* passOver(problem, { adam, batchSize }));
      evaluations += batches;
    }
  }
}

/**
 * Evaluates each batch once, and takes a step along its gradient.
 * @returns The mean over the batches, each evaluated before its step, and their number.
 */
export function* passOver(
  problem: Problem,
  { adam, batchSize, rate }: Stepper,
): Evaluation<{ mean: BatchMean; batches: number }> {
  const gradient = new Float64Array(adam.x.length);
  const mean = new BatchMean(gradient.length);
  let batches = 0;
  for (const runs of drawBatches(problem, batchSize)) {
    const batch = yield* takeBatch(problem, runs);
    const objective = yield* createObjective(batch);
    yield* objective.refresh(adam.x);
    const value = yield* objective.evaluate(adam.x, gradient);
    objective.release();
    checkValue(value, gradient);
    mean.add(objective, gradient, runs.length);
    if (rate) adam.step(gradient, rate());
    batches++;
    yield;
  }
  return { mean, batches };
}

function checkValue(value: number, gradient: Float64Array): void {
  const isFinite = gradient.every((entry) => Number.isFinite(entry));
  if (Number.isFinite(value) && isFinite) return;
  throw new RangeError(
    `the objective and its gradient must be finite in every batch, got the objective ${value}`,
  );
}

/** The mean of the objective over batches, each weighted by its number of anchors. */
class BatchMean {
  readonly #gradient: Float64Array;
  #anchors = 0;
  #loss = 0;
  #margin = 0;
  #penalty = 0;

  constructor(length: number) {
    this.#gradient = new Float64Array(length);
  }

  /**
   * Adds a batch.
   * @param objective - Evaluated for this batch.
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
