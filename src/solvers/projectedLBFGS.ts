import type { Work } from '../work.ts';
import { resultOf } from '../work.ts';

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

/** Sufficient decrease (Nocedal and Wright, Numerical Optimization, 3.1). */
const DECREASE = 1e-4;
/** Enough halvings for a step to become as short as a rounding error. */
const MAX_EVALUATIONS = 50;
/** With nothing remembered, a step is this part of x long: far enough to see curvature, near enough to be downhill. */
const REACH = 0.1;
/** Of the largest entry: what is as near to its bound and pressed against it goes there at once (Bertsekas 1982). */
const NEAR_BOUND = 1e-6;

/**
 * L-BFGS for x ≥ 0, by two-metric projection (Bertsekas, SIAM J. Control and Optimization 20, 1982): entries that are 0
 * and pressed downwards stay there, the others take the quasi-Newton step and are cut off at 0, so that zeros are exact.
 * Why this and not an accelerated proximal gradient: hinges have no Lipschitz constant to take its steps by, and curvature
 * learned on the way serves here as it does without bounds.
 * @param f - The function.
 * @param start - Where to begin; not changed. Negative entries count as 0.
 * @param options - How to run and when to stop; the gradient that counts is the part that does not press against a bound.
 * @yields The start, then where each iteration ended.
 * @returns Where it stopped, and why.
 * @throws {RangeError} The function is not finite at the start.
 */
export function* projectedLBFGS(
  f: DifferentiableFunction,
  start: Float64Array,
  options: RunOptions,
): SolverRun {
  const memory = new LimitedMemory(options.memory, start.length);
  const rule = new StoppingRule(options);
  const direction = new Float64Array(start.length);
  const free = new Float64Array(start.length);
  let state = createState(start.map((entry) => Math.max(entry, 0)));
  let next = createState(state.x);

  state.value = yield* resultOf(f(state.x, state.gradient));
  checkStart(state);
  let evaluations = 1;
  let reach = REACH;
  for (let iteration = 0; ; iteration++) {
    freeGradient(state, free);
    const { x, value: objective } = state;
    const gradientNorm = norm(free);
    const progress = { iteration, evaluations, objective, gradientNorm, x };
    yield progress;
    const stop = rule.findReason(state, progress);
    if (stop) return { ...progress, reason: stop };
    if (iteration === options.maxIterations) {
      return { ...progress, reason: 'maxIterations' };
    }
    const way = { free, direction, memory, reach };
    let search = yield* searchAlong(f, state, next, way);
    evaluations += search.evaluations;
    if (!search.found && !memory.isEmpty) {
      // what was remembered misleads: once more, straight down
      memory.clear();
      search = yield* searchAlong(f, state, next, way);
      evaluations += search.evaluations;
    }
    // on a plane there is no curvature to remember: farther the next time
    reach = search.evaluations === 1 && memory.isEmpty ? 2 * reach : REACH;
    if (!search.found) {
      return { ...progress, evaluations, reason: 'lineSearch' };
    }
    memory.remember(state.x, next.x, state.gradient, next.gradient);
    [state, next] = [next, state];
  }
}

// the gradient without what presses entries against their bound
function freeGradient({ x, gradient }: State, free: Float64Array): void {
  for (let i = 0; i < x.length; i++) {
    free[i] = x[i] === 0 && gradient[i] > 0 ? 0 : gradient[i];
  }
}

/** How a direction is found. */
interface Way {
  /** The gradient without what presses against bounds. */
  free: Float64Array;
  /** Overwritten with where to look. */
  direction: Float64Array;
  /** Empty: the direction has the length of the gradient, not of a step. */
  memory: LimitedMemory;
  /** How long the first step then is, as a part of x. */
  reach: number;
}

/**
 * Backtracks along the projection of a direction until the value has fallen enough.
 * @param f - The function.
 * @param state - Where to look from.
 * @param next - Overwritten with the point found.
 * @param way - How to find the direction.
 * @yields Where the function pauses.
 * @returns Whether there is such a point, and what it took.
 */
function* searchAlong(
  f: DifferentiableFunction,
  state: State,
  next: State,
  { free, direction, memory, reach }: Way,
): Work<{ found: boolean; evaluations: number }> {
  yield* memory.findDirection(free, direction);
  let step = memory.isEmpty ? firstStep(state, free, reach) : 1;
  clip(state, free, direction, step);
  for (let evaluations = 1; evaluations <= MAX_EVALUATIONS; evaluations++) {
    const promised = moveTo(state, direction, step, next);
    if (!(promised < 0)) return { found: false, evaluations: evaluations - 1 };
    next.value = yield* resultOf(f(next.x, next.gradient));
    const hasFallen = next.value <= state.value + DECREASE * promised;
    // a value may be a number where its gradient is none
    const isFinite = Number.isFinite(next.value + norm(next.gradient));
    if (hasFallen && isFinite) return { found: true, evaluations };
    const rise = isFinite ? next.value - state.value : Number.NaN;
    step *= shorten(rise, promised);
  }
  return { found: false, evaluations: MAX_EVALUATIONS };
}

function firstStep({ x }: State, free: Float64Array, reach: number): number {
  const length = norm(x);
  return (length > 0 ? reach * length : 1) / norm(free);
}

// entries at their bound do not try to leave it downwards; those next to it, and pressed, go to it with the first step
function clip(
  { x, gradient }: State,
  free: Float64Array,
  direction: Float64Array,
  step: number,
): void {
  let largest = 0;
  for (const entry of x) largest = Math.max(largest, entry);
  const near = NEAR_BOUND * largest;
  for (let i = 0; i < x.length; i++) {
    if (x[i] === 0) {
      direction[i] = free[i] === 0 ? 0 : Math.max(direction[i], 0);
    } else if (x[i] <= near && gradient[i] > 0) {
      direction[i] = -x[i] / step;
    }
  }
}

// moves, and returns what the gradient promised for it
function moveTo(
  { x, gradient }: State,
  direction: Float64Array,
  step: number,
  to: State,
): number {
  let promised = 0;
  for (let i = 0; i < x.length; i++) {
    to.x[i] = Math.max(x[i] + step * direction[i], 0);
    promised += gradient[i] * (to.x[i] - x[i]);
  }
  return promised;
}

// the minimum of the parabola through value and slope at 0 and the value at 1, kept between a tenth and a half
function shorten(rise: number, promised: number): number {
  if (!Number.isFinite(rise)) return 0.1;
  const factor = -promised / (2 * (rise - promised));
  return Math.min(Math.max(factor, 0.1), 0.5);
}
