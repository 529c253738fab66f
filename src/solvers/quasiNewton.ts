import type { Evaluation } from '../async/work.ts';
import { asWork, shouldYield } from '../async/work.ts';

import { LimitedMemory } from './LimitedMemory.ts';
import type {
  DifferentiableFunction,
  RunOptions,
  SolverProgress,
  SolverRun,
} from './Solver.ts';
import { norm } from './vectors.ts';

/** The result of a search for a lower point, and its cost. */
export interface Found {
  found: boolean;
  /** The number of evaluations of the function. */
  evaluations: number;
}

/** The method that searches for a lower point. */
export interface Descent {
  /**
   * The part of the gradient that counts: without the parts that press against bounds.
   * @returns The gradient, or an array that the next call overwrites.
   */
  freeGradient: (state: State) => Float64Array;
  /**
   * Searches the next point along a direction.
   * @param next - Overwritten with the point found.
   * @param direction - May be overwritten.
   * @param isNewton - Whether the direction has the length of a step; otherwise, that of the gradient.
   */
  searchAlong: (
    f: DifferentiableFunction,
    state: State,
    next: State,
    direction: Float64Array,
    isNewton: boolean,
  ) => Evaluation<Found>;
}

/**
 * The iterations of L-BFGS (Liu and Nocedal 1989), independent of how the next point is found. All vectors are
 * allocated before the first of them.
 * @param start - Not modified.
 * @yields The start, then the end of each iteration.
 * @throws {RangeError} If the function is not finite at the start.
 */
export function* quasiNewton(
  f: DifferentiableFunction,
  start: Float64Array,
  options: RunOptions,
  descent: Descent,
): SolverRun {
  const memory = new LimitedMemory(options.memory, start.length);
  const direction = new Float64Array(start.length);
  const rule = new StoppingRule(options);
  // each pass over θ, which may have millions of entries, counts for a pause
  const isLong = shouldYield(2 * start.length);
  let state = createState(start);
  let next = createState(start);

  state.value = yield* asWork(f(state.x, state.gradient));
  checkStart(state);
  let evaluations = 1;
  for (let iteration = 0; ; iteration++) {
    const gradient = descent.freeGradient(state);
    const gradientNorm = norm(gradient);
    const { x, value: objective } = state;
    const progress = { iteration, evaluations, objective, gradientNorm, x };
    yield progress;
    const stop = rule.findReason(state, progress);
    if (isLong) yield;
    if (stop) return { ...progress, reason: stop };
    if (iteration === options.maxIterations) {
      return { ...progress, reason: 'maxIterations' };
    }

    for (;;) {
      yield* memory.findDirection(gradient, direction);
      const isNewton = !memory.isEmpty;
      const search = yield* descent.searchAlong(
        f,
        state,
        next,
        direction,
        isNewton,
      );
      evaluations += search.evaluations;
      if (search.found) break;
      if (!isNewton) return { ...progress, evaluations, reason: 'lineSearch' };
      // the stored steps mislead: again along the steepest descent
      memory.clear();
    }
    if (isLong) yield;
    memory.remember(state.x, next.x, state.gradient, next.gradient);
    if (isLong) yield;
    [state, next] = [next, state];
  }
}

/**
 * The first step to try without stored steps, as a multiple of the direction.
 * @param gradient - The negative direction.
 * @param reach - The length of the step, relative to that of x; from the origin, the length is 1.
 */
export function firstStep(
  x: Float64Array,
  gradient: Float64Array,
  reach: number,
): number {
  const length = norm(x);
  return (length > 0 ? reach * length : 1) / norm(gradient);
}

/** Iterations over which the decrease of the objective is averaged: near hinges a single one may be short. */
const WINDOW = 5;

/** Decides when too little is left to gain. */
export class StoppingRule {
  readonly #options: Pick<RunOptions, 'tolerance' | 'magnitude'>;
  readonly #recent = new Float64Array(WINDOW);

  constructor(options: Pick<RunOptions, 'tolerance' | 'magnitude'>) {
    this.#options = options;
  }

  /** Returns the reason to stop after an iteration, if there is one, and stores the value. */
  findReason(
    state: State,
    { iteration, gradientNorm }: SolverProgress,
  ): 'gradient' | 'objective' | undefined {
    const { tolerance, magnitude } = this.#options;
    const size = magnitude?.() ?? Math.abs(state.value);
    const length = norm(state.x);
    // at the origin there is no length to compare with
    const flat = length > 0 && gradientNorm * length <= tolerance * size;
    if (flat || gradientNorm === 0) return 'gradient';
    const before = this.#recent[iteration % WINDOW];
    this.#recent[iteration % WINDOW] = state.value;
    if (iteration < WINDOW) return undefined;
    const fall = before - state.value;
    return fall <= WINDOW * tolerance * size ? 'objective' : undefined;
  }
}

/** A point with the value and the gradient of the function there. Two of them swap places. */
export interface State {
  x: Float64Array;
  gradient: Float64Array;
  value: number;
}

/**
 * Creates a point that has not been evaluated.
 * @param x - Copied.
 */
export function createState(x: Float64Array): State {
  return {
    x: x.slice(),
    gradient: new Float64Array(x.length),
    value: Number.NaN,
  };
}

/**
 * Checks that the start can be used.
 * @throws {RangeError} If the function or its gradient is not finite there.
 */
function checkStart({ value, gradient }: State): void {
  if (Number.isFinite(value) && Number.isFinite(norm(gradient))) return;
  throw new RangeError(
    `the objective and its gradient must be finite at the start, got the objective ${value}`,
  );
}
