import type { SolverResult, SolverRun } from '../../src/solvers/Solver.ts';

/** Where a solver ends. */
export function endOf(run: SolverRun): SolverResult {
  for (;;) {
    const step = run.next();
    if (step.done) return step.value;
  }
}
