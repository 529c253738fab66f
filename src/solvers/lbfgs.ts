import type { Work } from '../work.ts';
import { isWorthAPause, resultOf } from '../work.ts';

import { LimitedMemory } from './LimitedMemory.ts';
import { LineSearch } from './LineSearch.ts';
import type {
  DifferentiableFunction,
  RunOptions,
  SolverRun,
  SolverStep,
} from './Solver.ts';
import type { State } from './State.ts';
import { checkStart, createState } from './State.ts';
import { StoppingRule } from './StoppingRule.ts';
import { dot, norm } from './vectors.ts';

/**
 * L-BFGS (Liu and Nocedal 1989) with a strong-Wolfe line search. All vectors are allocated before the first
 * iteration.
 * @param f - The function.
 * @param start - Where to begin; not changed.
 * @param options - How to run and when to stop.
 * @yields The start, then where each iteration ended.
 * @returns Where it stopped, and why.
 * @throws {RangeError} The function is not finite at the start.
 */
export function* lbfgs(
  f: DifferentiableFunction,
  start: Float64Array,
  options: RunOptions,
): SolverRun {
  const { maxIterations } = options;
  const memory = new LimitedMemory(options.memory, start.length);
  const search = new LineSearch();
  const direction = new Float64Array(start.length);
  const rule = new StoppingRule(options);
  // each look at all of θ, which may be millions of numbers, takes a few passes
  const isLong = isWorthAPause(2 * start.length);
  let state = createState(start);
  let next = createState(start);

  state.value = yield* resultOf(f(state.x, state.gradient));
  checkStart(state);
  let evaluations = 1;
  for (let iteration = 0; ; iteration++) {
    const progress = describeState(state, iteration, evaluations);
    yield progress;
    const stop = rule.findReason(state, progress);
    if (isLong) yield;
    if (stop) return { ...progress, reason: stop };
    if (iteration === maxIterations) {
      return { ...progress, reason: 'maxIterations' };
    }

    yield* memory.findDirection(state.gradient, direction);
    evaluations += yield* searchAlong(
      f,
      state,
      next,
      direction,
      search,
      memory,
    );
    if (search.step === 0 && !memory.isEmpty) {
      // what was remembered misleads: once more, straight down
      memory.clear();
      yield* memory.findDirection(state.gradient, direction);
      evaluations += yield* searchAlong(
        f,
        state,
        next,
        direction,
        search,
        memory,
      );
    }
    if (search.step === 0) {
      return { ...progress, evaluations, reason: 'lineSearch' };
    }
    if (isLong) yield;
    memory.remember(state.x, next.x, state.gradient, next.gradient);
    if (isLong) yield;
    [state, next] = [next, state];
  }
}

/**
 * Looks for the next point along a direction; `search.step` is 0 if there is none.
 * @param f - The function.
 * @param state - Where to look from.
 * @param next - Overwritten with the point found.
 * @param direction - Where to look.
 * @param search - The line search.
 * @param memory - Empty: the direction has the length of the gradient, not of a step.
 * @yields Where the function pauses.
 * @returns How often the function was evaluated.
 */
function* searchAlong(
  f: DifferentiableFunction,
  state: State,
  next: State,
  direction: Float64Array,
  search: LineSearch,
  memory: LimitedMemory,
): Work<number> {
  const slope = dot(state.gradient, direction);
  search.step = 0;
  if (!(slope < 0)) return 0;
  const first = memory.isEmpty ? firstStep(state) : 1;
  search.start(state.value, slope, first);
  let evaluations = 0;
  let evaluated = 0;
  while (!search.done) {
    evaluated = search.step;
    evaluations++;
    yield* moveTo(f, state, direction, evaluated, next);
    if (isWorthAPause(2 * direction.length)) yield;
    search.tell(next.value, dot(next.gradient, direction));
  }
  if (search.step > 0 && search.step !== evaluated) {
    yield* moveTo(f, state, direction, search.step, next);
    evaluations++;
  }
  return evaluations;
}

// with nothing remembered: a step as long as a tenth of x, far enough to see curvature and near enough to be downhill;
// or a unit step from the origin
function firstStep({ x, gradient }: State): number {
  const length = norm(x);
  return (length > 0 ? 0.1 * length : 1) / norm(gradient);
}

function* moveTo(
  f: DifferentiableFunction,
  from: State,
  direction: Float64Array,
  step: number,
  to: State,
): Work<void> {
  for (let i = 0; i < direction.length; i++) {
    to.x[i] = from.x[i] + step * direction[i];
  }
  to.value = yield* resultOf(f(to.x, to.gradient));
}

function describeState(
  { x, value, gradient }: State,
  iteration: number,
  evaluations: number,
): SolverStep {
  const gradientNorm = norm(gradient);
  return { iteration, evaluations, objective: value, gradientNorm, x };
}
