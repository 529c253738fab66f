import { LossFailure } from '../losses/LossFailure.ts';
import type { SolverProgress } from '../solvers/Solver.ts';
import type { Dense } from '../validation/dense.ts';

/** Where a fit is after an iteration. */
export interface FitStep extends SolverProgress {
  /** Which start the iteration goes back to, if more may follow; the first is 0. */
  attempt?: number;
}

/** The same, and the parameters. */
export interface SolvingStep extends FitStep {
  /** θ there, which the next iteration changes. */
  x: Float64Array;
}

/** The same, and the map. */
export interface MapStep extends FitStep {
  /**
   * Makes the map as it is there, whenever it is asked for.
   * @returns L, r × d, in the units of the raw input.
   */
  components: () => Dense;
}

/** A fit at work: each step is an iteration or a pause, and whoever takes the steps may wait between them, or stop. */
export type FitRun<Result, Step = FitStep> = Generator<
  Step | undefined,
  Result,
  undefined
>;

/**
 * Lets a run go on, and makes other steps of its steps; pauses stay.
 * @param change - Called with each step, while the run waits.
 */
export function* changingSteps<Result, Step, Changed>(
  run: FitRun<Result, Step>,
  change: (step: Step) => Changed,
): FitRun<Result, Changed> {
  for (;;) {
    const step = run.next();
    if (step.done) return step.value;
    yield step.value && change(step.value);
  }
}

/**
 * Lets a run go on, and names the iteration where a user's own loss fails.
 * @throws {Error} With the name of the loss and the iteration; whatever else the run throws.
 */
export function* namingIteration<Result, Step extends FitStep>(
  run: FitRun<Result, Step>,
): FitRun<Result, Step> {
  let iteration = 0;
  try {
    return yield* changingSteps(run, (step) => {
      iteration = step.iteration + 1;
      return step;
    });
  } catch (error) {
    throw error instanceof LossFailure
      ? error.at(`iteration ${iteration}`)
      : error;
  }
}

/** Lets a run go on, and makes maps of its parameters where they are asked for. */
export function showingMaps<Result>(
  run: FitRun<Result, SolvingStep>,
  componentsOf: (x: Float64Array) => Dense,
): FitRun<Result, MapStep> {
  return changingSteps(run, ({ x, ...progress }) => {
    const then = x.slice();
    return { ...progress, components: () => componentsOf(then) };
  });
}

/**
 * Lets a run go on that learns from a batch of a stream, and names the batch where it fails.
 * @throws {Error} A user's own loss that fails, with its name and the batch.
 * @throws {RangeError} What the run throws, with the batch; whatever else it throws.
 */
export function* namingBatch<Result>(
  run: FitRun<Result>,
  batch: number,
): FitRun<Result> {
  const name = `batches[${batch}]`;
  try {
    return yield* run;
  } catch (error) {
    if (error instanceof LossFailure) throw error.at(name);
    if (!(error instanceof RangeError)) throw error;
    throw new RangeError(`${name}: ${error.message}`, { cause: error });
  }
}
