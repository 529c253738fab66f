import type { SolverResult } from '../solvers/Solver.ts';

import type { FitRun, FitStep } from './FitRun.ts';

/** What a new start has to gain, as a part of the objective. */
const WORTHWHILE = 1e-6;
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
