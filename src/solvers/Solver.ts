/**
 * A function with its gradient, all that a solver knows of its problem.
 * @param x - Where.
 * @param gradient - Overwritten with the gradient there.
 * @returns The value there.
 */
export type DifferentiableFunction = (
  x: Float64Array,
  gradient: Float64Array,
) => number;

/**
 * Why a solver stopped. `gradient`: nothing to gain in any direction; `objective`: too little was gained of late;
 * `maxIterations`: it was not given more; `lineSearch`: no step along the direction gained anything.
 */
export type StopReason =
  'gradient' | 'objective' | 'maxIterations' | 'lineSearch';

/** Where a solver is after an iteration; the start is iteration 0. */
export interface SolverProgress {
  iteration: number;
  /** Evaluations of the function so far. */
  evaluations: number;
  /** The value there. */
  objective: number;
  /** The Euclidean norm of the gradient there. */
  gradientNorm: number;
}

/** Where a solver stopped, and why. */
export interface SolverResult extends SolverProgress {
  x: Float64Array;
  reason: StopReason;
}

/** Something that minimizes. It knows a vector and a function, nothing else. */
export interface Solver {
  /** Iterations at most. */
  maxIterations: number;
  /**
   * Minimizes a function.
   * @param f - The function.
   * @param start - Where to begin; not changed.
   * @param spent - Iterations that a run before this one has used of those allowed.
   * @returns The solver at work.
   */
  minimize: (
    f: DifferentiableFunction,
    start: Float64Array,
    spent: number,
  ) => SolverRun;
}

/** A solver at work: each step is an iteration, and whoever takes the steps may pause between them. */
export type SolverRun = Generator<SolverProgress, SolverResult>;
