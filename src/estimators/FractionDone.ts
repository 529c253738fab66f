import type { SolverSettings } from '../solvers/resolveSolver.ts';

import type { FitProgress } from './FitSummary.ts';

/** Iterations over which gains are averaged. */
const WINDOW = 5;
/** The most that is claimed before the end. */
const NEARLY = 0.99;

/**
 * Estimates how much of a fit is done. Gains shrink about as a power from iteration to iteration, so what is left until they
 * reach the tolerance is a matter of their logarithm; epochs are counted.
 */
export class FractionDone {
  readonly #solver: SolverSettings;
  readonly #objectives: number[] = [];
  #firstGain: number | undefined;
  #fraction = 0;

  /**
   * Nothing is done yet.
   * @param solver - The solver, with all of its options.
   */
  constructor(solver: SolverSettings) {
    this.#solver = solver;
  }

  /**
   * Counts an iteration.
   * @param progress - Where it ended.
   * @returns From 0 to 0.99, never less than before.
   */
  after({ iteration, objective }: FitProgress): number {
    const solver = this.#solver;
    const estimate =
      solver.name === 'adam'
        ? iteration / Math.max(solver.epochs, 1)
        : Math.max(
            iteration / Math.max(solver.maxIterations, 1),
            this.#byGains(objective, solver.tolerance),
          );
    this.#fraction = Math.max(this.#fraction, Math.min(estimate, NEARLY));
    return this.#fraction;
  }

  #byGains(objective: number, tolerance: number): number {
    const objectives = this.#objectives;
    objectives.push(objective);
    if (objectives.length <= WINDOW) return 0;
    const before = objectives.shift() as number;
    const gain = (before - objective) / WINDOW / Math.abs(objective);
    // an objective of 0 has no parts to compare gains with
    if (!(gain > 0 && gain < Infinity)) return 0;
    this.#firstGain ??= gain;
    const least = Math.max(tolerance, Number.EPSILON);
    const whole = Math.log(this.#firstGain / least);
    return whole > 0 ? Math.log(this.#firstGain / gain) / whole : 0;
  }
}
