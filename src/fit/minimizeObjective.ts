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

/** The relative gain of doubling the metric that is worth a new run. */
const WORTHWHILE = 1e-6;
/** Doublings from the smallest number to the largest. */
const DOUBLINGS = 2100;
/** The factor of the tolerance of runs after which the loss may mine again. */
const ROUGH = 30;
/**
 * The least tolerance of the first run on a smooth loss, and the only approximate one: added triplets take back what
 * more precision would gain, and each run ends with a search among all pairs, as long as twenty iterations on letter.
 */
const FIRST = 1e-3;

/**
 * Runs a solver on the objective of all rows, and records its history. Where it stops, there may be a reason to
 * continue:
 * - the loss mines again and finds missing triplets (`refresh`). The runs before are approximate; on a smooth loss, only the
 *   first one is;
 * - F is even in L, so L = 0 is a saddle: started near it (columns of tiny units that are not standardized), a solver
 *   sees hardly anything to gain and stops. So the metric is doubled as long as F decreases. At a minimum, that costs
 *   one evaluation;
 * - a loss that saturates has other minima (`restart`), unless F is as low as it can be.
 * All runs share `maxIterations`. If it ends them while there is a reason to continue, it is the reason to stop.
 * @param start - The initial θ.
 * @param lease - Threads that share the work.
 * @yields The start, then the end of each iteration.
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
    const { isStartScaled = false } = problem;
    return yield* minimizeBy(solve, objective, start, options, isStartScaled);
  } finally {
    objective.release();
  }
}

function* minimizeBy(
  solve: typeof lbfgs,
  objective: Objective,
  start: Float64Array,
  options: Required<LBFGSOptions>,
  isScaled: boolean,
): FitRun<Minimum, SolvingStep> {
  const { saturates, least } = objective;
  const history: FitProgress[] = [];
  let tolerance = firstTolerance(objective, options);
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
  let point = start;
  if (isScaled && options.maxIterations > 0) {
    const scale = yield* objective.startScale(start);
    point = start.map((entry) => scale * entry);
  }
  // before the first evaluation, so that F at the start is not of other triplets
  yield* objective.refresh(point);
  for (;;) {
    let result = yield* solveFrom(point, saturates ? 0 : undefined);
    point = result.x;
    let continues = yield* objective.refresh(point);
    const isRefined = !continues || objective.isSmooth;
    if (isRefined && tolerance > options.tolerance) {
      tolerance = options.tolerance;
      continues = true;
    }
    if (!continues && hasConverged(result.reason)) {
      const larger = yield* enlarge(evaluate, result);
      point = larger.x;
      continues = larger.isWorthwhile;
    }
    if (continues && !isOver()) continue;
    if (continues) {
      result = { ...result, reason: 'maxIterations' };
    } else if (
      saturates &&
      !isOver() &&
      isWorthwhileGain(result.objective - least, result)
    ) {
      result = yield* restart(result, isOver, solveFrom);
      // without a restart that gained nothing
      history.length = result.iteration + 1;
    }
    return yield* conclude(objective, { ...result, evaluations }, history);
  }
}

function firstTolerance(
  { isFixed, isSmooth }: Objective,
  { tolerance }: Required<LBFGSOptions>,
): number {
  if (isFixed) return tolerance;
  return isSmooth ? Math.max(tolerance, FIRST) : ROUGH * tolerance;
}

// continues the count of the runs before
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
  const isWorthwhile = isWorthwhileGain(result.objective - lowest, result);
  return { x: isWorthwhile ? best : result.x, isWorthwhile };
}

function isWorthwhileGain(gain: number, { objective }: SolverResult): boolean {
  return gain > WORTHWHILE * Math.abs(objective);
}

// the last evaluation may be of a point that was not accepted, or from before the loss mined again
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

/** The factor of θ for a restart. Measured: a half finds less, a tenth loses what was learned. */
const RESTART_SCALE = 0.25;
/** The largest number of successive restarts. */
const MAX_RESTARTS = 5;

/**
 * Restarts from the point where a solver has stopped on an objective that saturates: from the same metric scaled down,
 * and again from the end of that run, as long as F decreases and iterations are left. Returns the best end.
 * @param solve - Runs the solver from a point; restarts are numbered from 1.
 */
export function* restart<Step extends FitStep>(
  stopped: SolverResult,
  isOver: () => boolean,
  solve: (start: Float64Array, attempt: number) => FitRun<SolverResult, Step>,
): FitRun<SolverResult, Step> {
  let best = stopped;
  for (let attempt = 1; attempt <= MAX_RESTARTS && !isOver(); attempt++) {
    const smaller = best.x.map((entry) => RESTART_SCALE * entry);
    const end = yield* solve(smaller, attempt);
    if (!isWorthwhileGain(best.objective - end.objective, best)) break;
    best = end;
  }
  return best;
}
