import type { SolverSettings } from '../../solvers/resolveSolver.ts';
import type { LearningStep } from '../FitRun.ts';
import type { FitProgress } from '../FitSummary.ts';
import type { ResolvedLearner } from '../mean/learnerOptions.ts';
import { isMean } from '../mean/learnerOptions.ts';

/** Iterations over which gains are averaged. */
const WINDOW = 5;
/** The largest fraction reported before the end. */
const NEARLY = 0.99;
/** The fraction reserved for restarts. Measured: the first run of NCA takes a half to nine tenths of the time. */
const LEFT = 1 / 3;
/** The fraction reserved for mining, if it takes long enough to report. */
const MINING = 0.3;

/** The state after an iteration, and the start that it restarts from, if more may follow; the first is 0. */
type Step = FitProgress & { attempt?: number };

/**
 * Estimates the fraction of a fit that is done, of a mean by its members.
 * @returns A function of each step, from 0 to 0.99, never less than before.
 */
export function fractionDone(
  options: ResolvedLearner,
): (step: LearningStep) => number {
  if (!isMean(options)) {
    const done = new FractionDone(options.solver);
    return (step) =>
      'mined' in step ? done.whileMining(step.mined) : done.after(step);
  }
  const members = options.members.map((member) => fractionDone(member.options));
  return ({ member }) => {
    const { at, of, step } = member as NonNullable<LearningStep['member']>;
    return Math.min((at + members[at](step)) / of, NEARLY);
  };
}

/**
 * Estimates the fraction of a fit that is done. Gains decrease about as a power of the iteration, so the iterations
 * left until they reach the tolerance follow from their logarithm; epochs are counted, and so are pairs of rows that
 * mining compares.
 */
export class FractionDone {
  readonly #solver: SolverSettings;
  #attempt: number | undefined;
  /** Objectives of the current run. */
  #objectives: number[] = [];
  #firstGain: number | undefined;
  #fraction = 0;
  /** Where iterations begin. */
  #beginning = 0;

  constructor(solver: SolverSettings) {
    this.#solver = solver;
  }

  /**
   * The fraction of the fit while triplets are mined.
   * @param mined - The fraction of mining.
   */
  whileMining(mined: number): number {
    this.#beginning = MINING;
    this.#fraction = MINING * mined;
    return this.#fraction;
  }

  /**
   * Counts an iteration.
   * @returns From 0 to 0.99, never less than before.
   */
  after(step: Step): number {
    const { iteration } = step;
    const solver = this.#solver;
    const estimate =
      solver.name === 'adam'
        ? iteration / Math.max(solver.epochs, 1)
        : Math.max(
            iteration / Math.max(solver.maxIterations, 1),
            this.#byRuns(step, solver.tolerance),
          );
    const whole = this.#beginning + (1 - this.#beginning) * estimate;
    this.#fraction = Math.max(this.#fraction, Math.min(whole, NEARLY));
    return this.#fraction;
  }

  #byRuns({ objective, attempt }: Step, tolerance: number): number {
    if (attempt !== this.#attempt) {
      this.#attempt = attempt;
      this.#objectives = [];
      this.#firstGain = undefined;
    }
    const ofRun = this.#byGains(objective, tolerance);
    if (attempt === undefined) return ofRun;
    return 1 - LEFT ** attempt * (1 - (1 - LEFT) * Math.min(ofRun, 1));
  }

  #byGains(objective: number, tolerance: number): number {
    const objectives = this.#objectives;
    objectives.push(objective);
    if (objectives.length <= WINDOW) return 0;
    const before = objectives.shift() as number;
    const gain = (before - objective) / WINDOW / Math.abs(objective);
    // an objective of 0 has no relative gains
    if (!(gain > 0 && gain < Infinity)) return 0;
    this.#firstGain ??= gain;
    const least = Math.max(tolerance, Number.EPSILON);
    const whole = Math.log(this.#firstGain / least);
    return whole > 0 ? Math.log(this.#firstGain / gain) / whole : 0;
  }
}
