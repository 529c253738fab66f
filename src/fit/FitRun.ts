import type { Part } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';
import { LossFailure } from '../losses/LossFailure.ts';
import type { SolverProgress } from '../solvers/Solver.ts';

/** The state of a fit after an iteration. */
export interface FitStep extends SolverProgress {
  /** The number of the start that the iteration belongs to, if restarts may follow; the first is 0. */
  attempt?: number;
}

/** A step with the parameters. */
export interface SolvingStep extends FitStep {
  /** θ, which the next iteration changes. */
  x: Float64Array;
}

/** A step of a fit, with the map at that point. */
export type LearningStep = MapStep | MiningStep;

/** A step after an iteration. */
export interface MapStep extends FitStep, WithMap {}

/** The state of the search for triplets, before the first iteration. */
interface MiningStep extends WithMap {
  /** The fraction that is done, from 0 to 1. */
  mined: number;
}

interface WithMap {
  /**
   * Computes the map of this step; it may be called at any time.
   * @returns L, r × d, in the units of the raw input.
   */
  components: () => Dense;
  /** The member of a mean that is being learned: its place, the number of members, and its own step. */
  member?: { at: number; of: number; step: LearningStep };
}

/**
 * A running fit: each step is an iteration, parts to be run, or a pause; the caller may wait between the steps, or
 * stop.
 */
export type FitRun<Result, Step = FitStep> = Generator<
  Step | Part[] | undefined,
  Result,
  undefined
>;

/**
 * Continues a run, and replaces its iterations; parts and pauses stay.
 * @param change - Called with each step, while the run waits.
 */
export function* mapSteps<Result, Step, Changed>(
  run: FitRun<Result, Step>,
  change: (step: Step) => Changed,
): FitRun<Result, Changed> {
  try {
    let step = run.next();
    while (!step.done) {
      const { value } = step;
      const changed =
        value === undefined || Array.isArray(value)
          ? (value as Part[] | undefined)
          : change(value);
      try {
        yield changed;
      } catch (error) {
        step = run.throw(error);
        continue;
      }
      step = run.next();
    }
    return step.value;
  } finally {
    run.return(undefined as Result);
  }
}

/**
 * Continues a run, and adds the iteration to the error of a custom loss.
 * @throws {Error} If a custom loss fails, with its name and the iteration; other errors of the run.
 */
export function* withIterationInErrors<Result, Step extends FitStep>(
  run: FitRun<Result, Step>,
): FitRun<Result, Step> {
  let iteration = 0;
  try {
    return yield* mapSteps(run, (step) => {
      iteration = step.iteration + 1;
      return step;
    });
  } catch (error) {
    throw error instanceof LossFailure
      ? error.at(`iteration ${iteration}`)
      : error;
  }
}

/** Continues a run, and computes the maps of its parameters on request. */
export function withMaps<Result>(
  run: FitRun<Result, SolvingStep>,
  componentsOf: (x: Float64Array) => Dense,
): FitRun<Result, MapStep> {
  return mapSteps(run, ({ x, ...progress }) => {
    const then = x.slice();
    return { ...progress, components: () => componentsOf(then) };
  });
}

/**
 * Continues a run that learns from a batch of a stream, and adds the batch to its errors.
 * @throws {Error} If a custom loss fails, with its name and the batch.
 * @throws {RangeError} A RangeError of the run, with the batch; other errors of the run.
 */
export function* withBatchInErrors<Result>(
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
