import type { Work } from '../work.ts';

/**
 * A function with its gradient, all that a solver knows of its problem.
 * @param gradient - Overwritten with the gradient there.
 * @returns The value there, or the work that leads to it.
 */
export type DifferentiableFunction = (
  x: Float64Array,
  gradient: Float64Array,
) => number | Work<number>;

/**
 * Why a solver stopped. `gradient`: nothing to gain in any direction; `objective`: too little was gained of late;
 * `maxIterations`: it was not given more; `lineSearch`: no step along the direction gained anything; `epochs`: it has
 * seen the data as often as it was told to; `stream`: the stream has ended.
 */
export type StopReason =
  | 'gradient'
  | 'objective'
  | 'maxIterations'
  | 'lineSearch'
  | 'epochs'
  | 'stream';

/** All reasons there are. */
export const STOP_REASONS: readonly StopReason[] = [
  'gradient',
  'objective',
  'maxIterations',
  'lineSearch',
  'epochs',
  'stream',
];

/**
 * Whether a solver stopped because there was nothing more to gain.
 * @returns True for `gradient` and `objective`.
 */
export function hasConverged(reason: StopReason): boolean {
  return reason === 'gradient' || reason === 'objective';
}

/** Where a solver is after an iteration; the start is iteration 0. */
export interface SolverProgress {
  iteration: number;
  /** Evaluations of the function so far. */
  evaluations: number;
  /** The value there. */
  objective: number;
  /** The Euclidean norm of the gradient there; of its part that does not point out of bounds. */
  gradientNorm: number;
}

/** The same, and the point. */
interface SolverStep extends SolverProgress {
  /** Of the solver: the next iteration changes it. */
  x: Float64Array;
}

/** Where a solver stopped, and why. */
export interface SolverResult extends SolverStep {
  reason: StopReason;
}

/** How a solver is to run. */
export interface RunOptions {
  /** Iterations at most. */
  maxIterations: number;
  /** When the gains are too small; see `LBFGSOptions`. */
  tolerance: number;
  /** How many steps it remembers. */
  memory: number;
  /**
   * What gains are compared with, at the last evaluation; default: the absolute value there, which says nothing of a sum
   * whose parts cancel.
   * @returns A positive number.
   */
  magnitude?: () => number;
}

/** A solver at work: each step is an iteration or a pause, and whoever takes the steps may wait between them. */
export type SolverRun = Generator<
  SolverStep | undefined,
  SolverResult,
  undefined
>;
