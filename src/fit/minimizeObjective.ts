import type { Evaluation } from '../async/work.ts';
import type { ThreadLease } from '../kernels/arena/KernelSource.ts';
import type { SolverResult, SolverRun } from '../solvers/Solver.ts';
import { hasConverged } from '../solvers/Solver.ts';
import { lbfgs } from '../solvers/lbfgs.ts';
import { projectedLBFGS } from '../solvers/projectedLBFGS.ts';
import type { LBFGSOptions } from '../solvers/resolveSolver.ts';

import type { FitRun, FitStep, SolvingStep } from './FitRun.ts';
import { mapSteps } from './FitRun.ts';
import type { FitProgress } from './FitSummary.ts';
import type { Objective, ObjectiveTerms } from './Objective.ts';
import type { Problem } from './Problem.ts';
import { createObjective } from './Problem.ts';

/** The end of a minimization, with its history. */
export interface Minimum extends SolverResult {
  /** The terms of the objective. */
  terms: ObjectiveTerms;
  /** The start, and the end of each iteration. */
  history: FitProgress[];
}

/** What the solver has to gain by a larger metric for a new run, as a part of the objective. */
const WORTHWHILE = 1e-6;
/** Doublings from the smallest number to the largest. */
const DOUBLINGS = 2100;
/** How much sooner a run stops while the loss may still find that it was about something else. */
const ROUGH = 30;

/**
 * Runs a solver on the objective of all rows, and keeps its history. Where it stops, there may be a reason to go on:
 * - the loss mines anew and finds that it lacked something (`refresh`). The runs up to then are rough;
 * - F is even in L, so L = 0 is a saddle: started near it (columns of tiny units that are not standardized), a solver
 *   sees next to nothing to gain and stops. So the metric is doubled as long as F falls. At a minimum, that is one
 *   evaluation more;
 * - a loss that saturates has other minima (`startAgain`).
 * All runs share `maxIterations`. If it ends them while there is a reason to go on, that is why the fit stopped.
 * @param start - θ to begin with.
 * @param lease - Threads that share the work.
 * @yields The start, then where each iteration ended.
 * @throws {RangeError} F is not finite at the start.
 */
export function* minimizeObjective(
  problem: Problem,
  start: Float64Array,
  options: Required<LBFGSOptions>,
  lease?: ThreadLease,
): FitRun<Minimum, SolvingStep> {
  const objective = yield* createObjective(problem, lease);
  const { isNonNegative } = problem.parameterization;
  const solve = isNonNegative ? projectedLBFGS : lbfgs;
  try {
    return yield* minimizeBy(solve, objective, start, options);
  } finally {
    objective.release();
  }
}

function* minimizeBy(
  solve: typeof lbfgs,
  objective: Objective,
  start: Float64Array,
  options: Required<LBFGSOptions>,
): FitRun<Minimum, SolvingStep> {
  const { saturates } = objective;
  const history: FitProgress[] = [];
  let tolerance = options.tolerance * (objective.isFixed ? 1 : ROUGH);
  let evaluations = 0;
  const isOver = () => history.length > options.maxIterations;
  const evaluate = (x: Float64Array, gradient: Float64Array) => {
    evaluations++;
    return objective.evaluate(x, gradient);
  };
  function* solveFrom(
    point: Float64Array,
    attempt?: number,
  ): FitRun<SolverResult, SolvingStep> {
    const settings = {
      ...options,
      tolerance,
      maxIterations: options.maxIterations - history.length,
      magnitude: () => objective.magnitude,
    };
    const run = solve(evaluate, point, settings);
    return yield* record(run, history, () => evaluations, attempt);
  }
  // from the first, F is what it is at the start
  yield* objective.refresh(start);
  let point = start;
  for (;;) {
    let result = yield* solveFrom(point, saturates ? 0 : undefined);
    point = result.x;
    let goesOn = yield* objective.refresh(point);
    if (!goesOn && tolerance > options.tolerance) {
      tolerance = options.tolerance;
      goesOn = true;
    }
    if (!goesOn && hasConverged(result.reason)) {
      const larger = yield* enlarge(evaluate, result);
      point = larger.x;
      goesOn = larger.isWorthwhile;
    }
    if (goesOn && !isOver()) continue;
    if (goesOn) {
      result = { ...result, reason: 'maxIterations' };
    } else if (saturates && !isOver()) {
      result = yield* startAgain(result, isOver, solveFrom);
      // what was in vain
      history.length = result.iteration + 1;
    }
    return yield* conclude(objective, { ...result, evaluations }, history);
  }
}

// counts on from the runs before
function* record(
  run: SolverRun,
  history: FitProgress[],
  count: () => number,
  attempt: number | undefined,
): FitRun<SolverResult, SolvingStep> {
  const result = yield* mapSteps(run, (step) => {
    const { objective, gradientNorm } = step;
    const iteration = history.length;
    history.push({ iteration, objective, gradientNorm });
    return { ...step, iteration, evaluations: count(), attempt };
  });
  const iteration = history.length - 1;
  return { ...result, iteration, evaluations: count() };
}

function* enlarge(
  evaluate: Objective['evaluate'],
  result: SolverResult,
): Evaluation<{ x: Float64Array; isWorthwhile: boolean }> {
  const gradient = new Float64Array(result.x.length);
  let best = result.x;
  let lowest = result.objective;
  for (let doubling = 0; doubling < DOUBLINGS; doubling++) {
    const doubled = best.map((entry) => 2 * entry);
    const value = yield* evaluate(doubled, gradient);
    if (!(value < lowest)) break;
    best = doubled;
    lowest = value;
  }
  const gain = result.objective - lowest;
  const isWorthwhile = gain > WORTHWHILE * Math.abs(result.objective);
  return { x: isWorthwhile ? best : result.x, isWorthwhile };
}

// the last evaluation may have been of a point that was not taken, and the last thing that changed may be the loss
function* conclude(
  objective: Objective,
  result: SolverResult,
  history: FitProgress[],
): Evaluation<Minimum> {
  const { x } = result;
  const value = yield* objective.evaluate(x, new Float64Array(x.length));
  const last = history.length - 1;
  history[last].objective = value;
  return {
    ...result,
    objective: value,
    terms: { ...objective.terms },
    history,
  };
}

/** How large θ is to be for a new start. Measured: a half finds less, a tenth forgets what was learned. */
const SMALLER = 0.25;
/** New starts, one after the other, at most. */
const MOST = 5;

/**
 * From the point where a solver has stopped on an objective that saturates: starts again from the same metric made
 * smaller, and again from where that ends, for as long as F falls and iterations are left. Returns the best end.
 * @param solve - Runs the solver from a point; new starts are numbered from 1.
 */
export function* startAgain<Step extends FitStep>(
  stopped: SolverResult,
  isOver: () => boolean,
  solve: (start: Float64Array, attempt: number) => FitRun<SolverResult, Step>,
): FitRun<SolverResult, Step> {
  let best = stopped;
  for (let attempt = 1; attempt <= MOST && !isOver(); attempt++) {
    const smaller = best.x.map((entry) => SMALLER * entry);
    const end = yield* solve(smaller, attempt);
    const gain = best.objective - end.objective;
    if (!(gain > WORTHWHILE * Math.abs(best.objective))) break;
    best = end;
  }
  return best;
}
