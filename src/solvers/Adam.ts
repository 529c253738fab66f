import { norm } from './vectors.ts';

/** The decay rates of the mean gradient and of its mean square (Kingma and Ba's defaults). */
const MEAN_DECAY = 0.9;
const SQUARE_DECAY = 0.999;
/** Relative to the largest root mean square: added to each, so that an entry without a gradient does not move. */
const EPSILON = 1e-8;

/**
 * Adam (Kingma and Ba, ICLR 2015): steps along noisy gradients, of the same length for every parameter whatever the
 * magnitude of its gradient.
 */
export class Adam {
  /** The current point. */
  readonly x: Float64Array;
  readonly #unit: number;
  readonly #isNonNegative: boolean;
  readonly #means: Float64Array;
  readonly #squares: Float64Array;
  #steps = 0;

  /**
   * Starts at a point.
   * @param start - Not modified.
   * @param isNonNegative - Whether parameters must not become negative: a step that would make one negative sets it to
   * 0.
   */
  constructor(start: Float64Array, isNonNegative: boolean) {
    this.x = start.slice();
    this.#unit = norm(start) / Math.sqrt(start.length) || 1;
    this.#isNonNegative = isNonNegative;
    this.#means = new Float64Array(start.length);
    this.#squares = new Float64Array(start.length);
  }

  /** The number of steps taken. */
  get steps(): number {
    return this.#steps;
  }

  /**
   * Takes a step.
   * @param gradient - A noisy gradient at `x`.
   * @param rate - The length of the step, relative to the root mean square of the start.
   */
  step(gradient: Float64Array, rate: number): void {
    this.#steps++;
    const means = this.#means;
    const squares = this.#squares;
    let largest = 0;
    for (let i = 0; i < gradient.length; i++) {
      means[i] += (1 - MEAN_DECAY) * (gradient[i] - means[i]);
      squares[i] += (1 - SQUARE_DECAY) * (gradient[i] ** 2 - squares[i]);
      largest = Math.max(largest, squares[i]);
    }
    if (largest === 0) return;
    const meanShare = 1 - MEAN_DECAY ** this.#steps;
    const squareShare = 1 - SQUARE_DECAY ** this.#steps;
    const length = (rate * this.#unit * Math.sqrt(squareShare)) / meanShare;
    const floor = EPSILON * Math.sqrt(largest);
    const moved = this.x.map((entry, i) => {
      const next =
        entry - (length * means[i]) / (Math.sqrt(squares[i]) + floor);
      return this.#isNonNegative ? Math.max(next, 0) : next;
    });
    // if all weights would become 0, there would be no metric: a shorter step
    if (this.#isNonNegative && moved.every((entry) => entry === 0)) {
      moved.set(this.x.map((entry) => entry / 2));
    }
    this.x.set(moved);
  }
}
