import type { RunOptions, SolverProgress } from './Solver.ts';
import type { State } from './State.ts';
import { norm } from './vectors.ts';

/** Iterations over which the fall of the objective is averaged: near hinges a single one may be short. */
const WINDOW = 5;

/** Decides when too little is left to gain. */
export class StoppingRule {
  readonly #options: Pick<RunOptions, 'tolerance' | 'magnitude'>;
  readonly #recent = new Float64Array(WINDOW);

  constructor(options: Pick<RunOptions, 'tolerance' | 'magnitude'>) {
    this.#options = options;
  }

  /** Returns the reason to stop after an iteration, if there is one, and remembers the value. */
  findReason(
    state: State,
    { iteration, gradientNorm }: SolverProgress,
  ): 'gradient' | 'objective' | undefined {
    const { tolerance, magnitude } = this.#options;
    const size = magnitude?.() ?? Math.abs(state.value);
    const length = norm(state.x);
    // from the origin there is no length to compare with
    const flat = length > 0 && gradientNorm * length <= tolerance * size;
    if (flat || gradientNorm === 0) return 'gradient';
    const before = this.#recent[iteration % WINDOW];
    this.#recent[iteration % WINDOW] = state.value;
    if (iteration < WINDOW) return undefined;
    const fall = before - state.value;
    return fall <= WINDOW * tolerance * size ? 'objective' : undefined;
  }
}
