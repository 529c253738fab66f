import type { Evaluation } from '../async/work.ts';
import { asWork, shouldYield } from '../async/work.ts';

import { LimitedMemory } from './LimitedMemory.ts';
import type {
  DifferentiableFunction,
  RunOptions,
  SolverRun,
} from './Solver.ts';
import type { State } from './State.ts';
import { checkStart, createState } from './State.ts';
import { StoppingRule } from './StoppingRule.ts';
import { norm } from './vectors.ts';

/** Whether a search has found a lower point, and its cost. */
export interface Found {
  found: boolean;
  /** The number of evaluations of the function. */
  evaluations: number;
}

/** How a lower point is searched for. */
export interface Descent {
  /**
   * The part of the gradient that counts: without what presses against bounds, if there are any.
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
 * @param start - Not changed.
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
  // each look at all of θ, which may be millions of numbers, takes a few passes
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
      // what was remembered misleads: once more, straight down
      memory.clear();
    }
    if (isLong) yield;
    memory.remember(state.x, next.x, state.gradient, next.gradient);
    if (isLong) yield;
    [state, next] = [next, state];
  }
}

/**
 * The step to try if nothing is remembered yet, as a multiple of the direction.
 * @param gradient - The direction, except for its sign.
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
