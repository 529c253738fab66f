import type { Bracket } from './safeguardedStep.ts';
import { safeguardedStep } from './safeguardedStep.ts';

/**
 * Sufficient decrease: the value falls by at least this fraction of what the first slope predicts (Nocedal and Wright,
 * 3.1).
 */
const DECREASE = 1e-4;
/**
 * Curvature: the slope falls to this fraction of the first one. Loose, as recommended for L-BFGS (Nocedal and Wright,
 * 3.1).
 */
const CURVATURE = 0.9;
/**
 * The width of a bracket that is narrow enough: where hinges meet, the slope jumps and no step fulfils the curvature
 * condition; the best end is then as good as any point between.
 */
const NARROW = 1e-6;
/** Enough evaluations for a bracket, which loses a third of its width in two of them at worst, to shrink to 1/400. */
const MAX_EVALUATIONS = 30;
/** After a value that is not finite, the next step is this fraction of the way to it. */
const RETREAT = 0.1;

/**
 * A line search for the strong Wolfe conditions, by Moré and Thuente (ACM TOMS 20, 1994). It works on numbers only: it
 * proposes a `step`, receives value and slope there, and proposes another, until it is `done`.
 */
export class LineSearch {
  /** The step to evaluate next; when done, the step to take: 0 if none was better than the start. */
  step = 0;
  /** Whether the search is over. */
  done = true;

  #value = 0;
  #slope = 0;
  #evaluations = 0;
  /** The function was not finite here: all further steps are shorter. */
  #limit = Infinity;
  /** Whether the auxiliary function of the first stage is in use. */
  #firstStage = true;
  /** The width of the bracket, and its previous width: it has to shrink by a third in two steps. */
  #width = Infinity;
  #widthBefore = Infinity;
  #bracket: Bracket = {
    best: { step: 0, value: 0, slope: 0 },
    other: { step: 0, value: 0, slope: 0 },
    closed: false,
  };

  /**
   * Begins a search.
   * @param value - The value at step 0.
   * @param slope - The slope there, negative.
   */
  start(value: number, slope: number, step: number): void {
    const origin = { step: 0, value, slope };
    this.step = step;
    this.done = false;
    this.#value = value;
    this.#slope = slope;
    this.#evaluations = 0;
    this.#limit = Infinity;
    this.#firstStage = true;
    this.#width = Infinity;
    this.#widthBefore = Infinity;
    this.#bracket = { best: origin, other: origin, closed: false };
  }

  /** Receives value and slope at `step`, and moves `step` on. */
  update(value: number, slope: number): void {
    this.#evaluations++;
    if (!Number.isFinite(value) || !Number.isFinite(slope)) {
      this.#retreat();
    } else if (this.#isSatisfied(value, slope)) {
      this.done = true;
      return;
    } else {
      this.#propose(value, slope);
    }
    if (this.#isExhausted()) {
      const { best } = this.#bracket;
      this.step = best.value < this.#value ? best.step : 0;
      this.done = true;
    }
  }

  #isSatisfied(value: number, slope: number): boolean {
    return (
      value <= this.#sufficientValue() &&
      Math.abs(slope) <= -CURVATURE * this.#slope
    );
  }

  #sufficientValue(): number {
    return this.#value + this.step * DECREASE * this.#slope;
  }

  #retreat(): void {
    const from = this.#bracket.best.step;
    this.#limit = this.step;
    this.step = from + RETREAT * (this.step - from);
  }

  #propose(value: number, slope: number): void {
    const bracket = this.#bracket;
    const insufficient = value > this.#sufficientValue();
    if (!insufficient && slope >= 0) this.#firstStage = false;
    // in the first stage, a point that is lower but without sufficient decrease counts by how much is missing
    const usesAuxiliary =
      this.#firstStage && insufficient && value <= bracket.best.value;
    const tilt = usesAuxiliary ? DECREASE * this.#slope : 0;
    const trial = { step: this.step, value, slope };
    const [low, high] = this.#bounds();
    this.step = safeguardedStep(bracket, trial, tilt, low, high);
    if (bracket.closed) {
      this.#bisectIfSlow();
    } else if (this.step >= this.#limit) {
      this.step = (bracket.best.step + this.#limit) / 2;
    }
  }

  // the interval of the next step: inside a closed bracket, else well ahead
  #bounds(): [low: number, high: number] {
    const { best, other, closed } = this.#bracket;
    if (closed) {
      return [Math.min(best.step, other.step), Math.max(best.step, other.step)];
    }
    const ahead = this.step - best.step;
    const low = best.step === 0 ? 0 : this.step + 1.1 * ahead;
    return [low, this.step + 4 * ahead];
  }

  #bisectIfSlow(): void {
    const { best, other } = this.#bracket;
    const width = Math.abs(other.step - best.step);
    if (width >= 0.66 * this.#widthBefore) {
      this.step = (best.step + other.step) / 2;
    }
    this.#widthBefore = this.#width;
    this.#width = width;
  }

  #isExhausted(): boolean {
    if (this.#evaluations >= MAX_EVALUATIONS) return true;
    const { best, other, closed } = this.#bracket;
    if (!closed) return this.step === best.step;
    const width = Math.abs(other.step - best.step);
    // while the best step is still 0, a narrow bracket is no reason to stop: a descent exists
    return (
      width <= NARROW * best.step ||
      this.step === best.step ||
      this.step === other.step
    );
  }
}
