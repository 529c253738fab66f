import type { Dense } from '../validation/dense.ts';

import type { Standardization } from './standardize.ts';
import { ROUNDING } from './standardize.ts';

/**
 * Mean and standard deviation of columns that come in batches: each batch in two passes, then merged with those before
 * (Chan, Golub and LeVeque 1979). Memory O(d).
 */
export class RunningColumns {
  readonly #means: Float64Array;
  /** Sums of squared differences from the mean. */
  readonly #squares: Float64Array;
  readonly #lowest: Float64Array;
  readonly #highest: Float64Array;
  #rows = 0;

  /**
   * Nothing yet.
   * @param columns - How many.
   */
  constructor(columns: number) {
    this.#means = new Float64Array(columns);
    this.#squares = new Float64Array(columns);
    this.#lowest = new Float64Array(columns).fill(Infinity);
    this.#highest = new Float64Array(columns).fill(-Infinity);
  }

  /**
   * Takes in a batch.
   * @param batch - Its rows.
   */
  add({ values, rows, columns }: Dense): void {
    const total = this.#rows + rows;
    for (let k = 0; k < columns; k++) {
      let sum = 0;
      for (let at = k; at < values.length; at += columns) {
        sum += values[at] - values[k];
        this.#lowest[k] = Math.min(this.#lowest[k], values[at]);
        this.#highest[k] = Math.max(this.#highest[k], values[at]);
      }
      const mean = values[k] + sum / rows;
      let squares = 0;
      for (let at = k; at < values.length; at += columns) {
        squares += (values[at] - mean) ** 2;
      }
      const apart = mean - this.#means[k];
      this.#means[k] += (apart * rows) / total;
      this.#squares[k] +=
        squares + apart * apart * ((this.#rows * rows) / total);
    }
    this.#rows = total;
  }

  /**
   * What all rows so far have in common.
   * @returns The mean of each column, and its population standard deviation: 1 for a constant one.
   * @throws {RangeError} A column whose values are too far apart for either to be a number.
   */
  measure(): Standardization {
    const center = this.#means.slice();
    const scale = this.#squares.map((squares, k) => {
      const low = this.#lowest[k];
      const high = this.#highest[k];
      const largest = Math.max(Math.abs(low), Math.abs(high));
      if (high - low <= ROUNDING * largest) return 1;
      return Math.sqrt(squares / this.#rows);
    });
    for (const [k, deviation] of scale.entries()) {
      if (deviation > 0 && Number.isFinite(deviation + center[k])) continue;
      throw new RangeError(
        `column ${k} of the batches must have a finite standard deviation, got ${deviation}: its values are too large or too small`,
      );
    }
    return { center, scale };
  }
}
