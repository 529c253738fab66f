import type { Objective } from '../objective.ts';
import type { SolverResult, SolverRun } from '../solvers/Solver.ts';
import type { Work } from '../work.ts';

/** What a new start has to gain, as a part of the objective. */
const WORTHWHILE = 1e-6;
/** How large θ is to be for a new start. Measured: a half finds less, a tenth forgets what was learned. */
const SMALLER = 0.25;
/** New starts, one after the other, at most. */
const MOST = 5;

/**
 * From where a solver has stopped on an objective that saturates: starts anew from the same metric made smaller, and
 * again from where that ends, for as long as F falls. Neither the way there nor what was in vain is an iteration.
 * @param objective - What is minimized.
 * @param stopped - Where the solver has stopped.
 * @param solve - Runs the solver from a point.
 * @yields Pauses.
 * @returns The best end, and the evaluations of all runs.
 */
export function* startAgain(
  objective: Pick<Objective, 'saturates'>,
  stopped: SolverResult,
  solve: (start: Float64Array) => SolverRun,
): Work<SolverResult> {
  let best = stopped;
  if (!objective.saturates) return best;
  let { evaluations } = stopped;
  for (let start = 0; start < MOST; start++) {
    const smaller = best.x.map((entry) => SMALLER * entry);
    const end = yield* endOf(solve(smaller));
    evaluations += end.evaluations;
    const gain = best.objective - end.objective;
    if (!(gain > WORTHWHILE * Math.abs(best.objective))) break;
    best = end;
  }
  return { ...best, evaluations };
}

function* endOf(run: SolverRun): Work<SolverResult> {
  for (;;) {
    const step = run.next();
    if (step.done) return step.value;
    yield;
  }
}
