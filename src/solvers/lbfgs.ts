import type { Evaluation } from '../async/work.ts';
import { asWork, shouldYield } from '../async/work.ts';

import { LineSearch } from './LineSearch.ts';
import type {
  DifferentiableFunction,
  RunOptions,
  SolverRun,
} from './Solver.ts';
import type { Found, State } from './quasiNewton.ts';
import { firstStep, quasiNewton } from './quasiNewton.ts';
import { dot } from './vectors.ts';

/** Without stored steps, a step is this fraction of x long: far enough to see curvature, near enough to be downhill. */
const REACH = 0.1;

/**
 * L-BFGS (Liu and Nocedal 1989) with a strong-Wolfe line search.
 * @param start - Not modified.
 * @returns The run: it yields the start, then the end of each iteration, and returns the last one with the reason to
 * stop.
 * @throws {RangeError} If the function is not finite at the start.
 */
export function lbfgs(
  f: DifferentiableFunction,
  start: Float64Array,
  options: RunOptions,
): SolverRun {
  const search = new LineSearch();
  return quasiNewton(f, start, options, {
    freeGradient: ({ gradient }) => gradient,
    searchAlong: (...descent) => searchAlong(search, ...descent),
  });
}

function* searchAlong(
  search: LineSearch,
  f: DifferentiableFunction,
  state: State,
  next: State,
  direction: Float64Array,
  isNewton: boolean,
): Evaluation<Found> {
  const slope = dot(state.gradient, direction);
  if (!(slope < 0)) return { found: false, evaluations: 0 };
  search.start(
    state.value,
    slope,
    isNewton ? 1 : firstStep(state.x, state.gradient, REACH),
  );
  let evaluations = 0;
  let evaluated = 0;
  while (!search.done) {
    evaluated = search.step;
    evaluations++;
    yield* moveTo(f, state, direction, evaluated, next);
    if (shouldYield(2 * direction.length)) yield;
    search.update(next.value, dot(next.gradient, direction));
  }
  if (search.step > 0 && search.step !== evaluated) {
    yield* moveTo(f, state, direction, search.step, next);
    evaluations++;
  }
  return { found: search.step > 0, evaluations };
}

function* moveTo(
  f: DifferentiableFunction,
  from: State,
  direction: Float64Array,
  step: number,
  to: State,
): Evaluation<void> {
  for (let i = 0; i < direction.length; i++) {
    to.x[i] = from.x[i] + step * direction[i];
  }
  to.value = yield* asWork(f(to.x, to.gradient));
}
