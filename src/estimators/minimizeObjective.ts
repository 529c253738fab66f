import type {
  DifferentiableFunction,
  Solver,
  SolverProgress,
  SolverResult,
} from '../solvers/Solver.ts';

import type { FitProgress } from './FitSummary.ts';

/** Where a minimization ended, and the way there. */
export interface Minimum extends SolverResult {
  /** The start, and where each iteration ended. */
  history: FitProgress[];
}

/** What the solver has to gain by a larger metric for a new run, as a part of the objective. */
const WORTHWHILE = 1e-6;
/** Doublings from the smallest number to the largest. */
const DOUBLINGS = 2100;

/**
 * Runs a solver on the objective and keeps its history. F is even in L, so L = 0 is a saddle: started near it (columns of
 * tiny units that are not standardized), a solver sees next to nothing to gain and stops. So where it stops, the metric
 * is doubled as long as F falls, and if that was worthwhile, the solver goes on from there. At a minimum, that is one
 * evaluation more.
 * @param f - The objective.
 * @param start - θ to begin with.
 * @param solver - What minimizes.
 * @yields The start, then where each iteration ended.
 * @returns The end, with the history.
 * @throws {RangeError} F is not finite at the start.
 */
export function* minimizeObjective(
  f: DifferentiableFunction,
  start: Float64Array,
  solver: Solver,
): Generator<SolverProgress, Minimum> {
  const history: FitProgress[] = [];
  let point = start;
  let iterations = 0;
  let evaluations = 0;
  for (;;) {
    const run = solver.minimize(f, point, iterations);
    let step = run.next();
    for (; !step.done; step = run.next()) {
      const progress = {
        ...step.value,
        iteration: iterations + step.value.iteration,
        evaluations: evaluations + step.value.evaluations,
      };
      const { iteration, objective, gradientNorm } = progress;
      history.push({ iteration, objective, gradientNorm });
      yield progress;
    }
    const result = step.value;
    iterations += result.iteration;
    evaluations += result.evaluations;
    const end = { ...result, iteration: iterations, history };
    const content =
      result.reason === 'gradient' || result.reason === 'objective';
    if (!content || iterations === solver.maxIterations) {
      return { ...end, evaluations };
    }
    const larger = enlarge(f, result);
    evaluations += larger.evaluations;
    if (!larger.worthwhile) return { ...end, evaluations };
    point = larger.x;
    iterations++;
  }
}

function enlarge(
  f: DifferentiableFunction,
  { x, objective }: SolverResult,
): { x: Float64Array; evaluations: number; worthwhile: boolean } {
  const gradient = new Float64Array(x.length);
  let best = x;
  let lowest = objective;
  let evaluations = 0;
  while (evaluations < DOUBLINGS) {
    const doubled = best.map((entry) => 2 * entry);
    const value = f(doubled, gradient);
    evaluations++;
    if (!(value < lowest)) break;
    best = doubled;
    lowest = value;
  }
  const gain = objective - lowest;
  const worthwhile = gain > WORTHWHILE * Math.abs(objective);
  return { x: best, evaluations, worthwhile };
}
