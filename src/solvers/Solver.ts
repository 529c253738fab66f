import type { Evaluation, Part } from '../async/work.ts';

/**
 * A function with its gradient, the only input of a solver.
 * @param gradient - Overwritten with the gradient at x.
 * @returns The value at x, or the work that computes it.
 */
export type DifferentiableFunction = (
  x: Float64Array,
  gradient: Float64Array,
) => number | Evaluation<number>;

/**
 * Why a solver stopped.
 * - `gradient`: the gradient is so small that no step could gain anything.
 * - `objective`: the last iterations gained too little.
 * - `maxIterations`: the largest number of iterations was reached.
 * - `lineSearch`: no step along the search direction lowered the objective.
 * - `epochs`: Adam has completed all passes over the data.
 * - `stream`: the stream has ended.
 */
export type StopReason =
  | 'gradient'
  | 'objective'
  | 'maxIterations'
  | 'lineSearch'
  | 'epochs'
  | 'stream';

/** All stop reasons. */
export const STOP_REASONS: readonly StopReason[] = [
  'gradient',
  'objective',
  'maxIterations',
  'lineSearch',
  'epochs',
  'stream',
];

/** Whether a solver stopped because there was nothing more to gain: for `gradient` and `objective`. */
export function hasConverged(reason: StopReason): boolean {
  return reason === 'gradient' || reason === 'objective';
}

/** The state of a solver after an iteration; the start is iteration 0. */
export interface SolverProgress {
  iteration: number;
  /** Evaluations of the function so far. */
  evaluations: number;
  /** The value at the point. */
  objective: number;
  /** The Euclidean norm of the gradient, without the part that points out of bounds. */
  gradientNorm: number;
}

/** The same with the point. */
interface SolverStep extends SolverProgress {
  /** Owned by the solver: the next iteration changes it. */
  x: Float64Array;
}

/** Where a solver stopped, and why. */
export interface SolverResult extends SolverStep {
  reason: StopReason;
}

/** How a solver runs. */
export interface RunOptions {
  /** The largest number of iterations. */
  maxIterations: number;
  /** The relative gain below which it stops; see `LBFGSOptions`. */
  tolerance: number;
  /** The number of past steps that are stored. */
  memory: number;
  /**
   * Returns the positive number that gains are compared with, at the last evaluation. Default: the absolute value of
   * the function, which is meaningless for a sum whose terms cancel.
   */
  magnitude?: () => number;
}

/** A running solver: it yields after each iteration, and pauses in between; the caller may wait at each of them. */
export type SolverRun = Generator<
  SolverStep | Part[] | undefined,
  SolverResult,
  undefined
>;
