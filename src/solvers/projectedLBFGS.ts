import type { Evaluation } from '../async/work.ts';
import { asWork } from '../async/work.ts';

import type {
  DifferentiableFunction,
  RunOptions,
  SolverRun,
} from './Solver.ts';
import type { Descent, Found, State } from './quasiNewton.ts';
import { firstStep, quasiNewton } from './quasiNewton.ts';
import { norm } from './vectors.ts';

/** Sufficient decrease (Nocedal and Wright, Numerical Optimization, 3.1). */
const DECREASE = 1e-4;
/** Enough halvings for a step to become as short as a rounding error. */
const MAX_EVALUATIONS = 50;
/** Without stored steps, a step is this fraction of x long: far enough to see curvature, near enough to be downhill. */
const REACH = 0.1;
/**
 * Relative to the largest entry: an entry this near to its bound and pressed against it is set to the bound (Bertsekas
 * 1982).
 */
const NEAR_BOUND = 1e-6;

/**
 * L-BFGS for x ≥ 0, by two-metric projection (Bertsekas, SIAM J. Control and Optimization 20, 1982): entries that are 0
 * with a positive gradient stay there, all other entries take the quasi-Newton step and are cut off at 0, so that zeros
 * are exact. Unlike an accelerated proximal gradient method, it needs no Lipschitz constant, which hinges do not have,
 * and it uses curvature as without bounds.
 * @param start - Not modified. Negative entries count as 0.
 * @param options - Gains are measured by the part of the gradient that does not press against a bound.
 * @returns The run: it yields the start, then the end of each iteration, and returns the last one with the reason to
 * stop.
 * @throws {RangeError} If the function is not finite at the start.
 */
export function projectedLBFGS(
  f: DifferentiableFunction,
  start: Float64Array,
  options: RunOptions,
): SolverRun {
  const inside = start.map((entry) => Math.max(entry, 0));
  return quasiNewton(f, inside, options, new Projection(start.length));
}

class Projection implements Descent {
  readonly #free: Float64Array;
  /** The length of the first step without stored steps, relative to x. */
  #reach = REACH;

  constructor(length: number) {
    this.#free = new Float64Array(length);
  }

  // the gradient without the parts that press entries against their bounds
  freeGradient({ x, gradient }: State): Float64Array {
    const free = this.#free;
    for (let i = 0; i < x.length; i++) {
      free[i] = x[i] === 0 && gradient[i] > 0 ? 0 : gradient[i];
    }
    return free;
  }

  *searchAlong(
    f: DifferentiableFunction,
    state: State,
    next: State,
    direction: Float64Array,
    isNewton: boolean,
  ): Evaluation<Found> {
    const free = this.#free;
    const step = isNewton ? 1 : firstStep(state.x, free, this.#reach);
    clip(state, free, direction, step);
    const search = yield* backtrack(f, state, next, direction, step);
    if (!isNewton) {
      // on a plane there is no curvature to store: the next step is longer
      this.#reach = search.evaluations === 1 ? 2 * this.#reach : REACH;
    } else if (search.found) {
      this.#reach = REACH;
    }
    return search;
  }
}

// backtracks along the projection of a direction until the value has decreased enough
function* backtrack(
  f: DifferentiableFunction,
  state: State,
  next: State,
  direction: Float64Array,
  first: number,
): Evaluation<Found> {
  let step = first;
  for (let evaluations = 1; evaluations <= MAX_EVALUATIONS; evaluations++) {
    const promised = moveTo(state, direction, step, next);
    if (!(promised < 0)) return { found: false, evaluations: evaluations - 1 };
    next.value = yield* asWork(f(next.x, next.gradient));
    const hasFallen = next.value <= state.value + DECREASE * promised;
    // a value may be finite where its gradient is not
    const isFinite = Number.isFinite(next.value + norm(next.gradient));
    if (hasFallen && isFinite) return { found: true, evaluations };
    const rise = isFinite ? next.value - state.value : Number.NaN;
    step *= shorten(rise, promised);
  }
  return { found: false, evaluations: MAX_EVALUATIONS };
}

// the direction is 0 for entries that are pressed against their bound; entries near it move onto it with the first step
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

// moves, and returns the decrease that the gradient predicts
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
