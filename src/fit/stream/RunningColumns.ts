import type { Work } from '../../async/work.ts';
import type { Dense } from '../../data/Dense.ts';
import { checkFinite } from '../../options/checks.ts';
import type { ColumnMoments, Standardization } from '../standardize.ts';
import { ROUNDING, largestOf, measureColumn } from '../standardize.ts';

/**
 * Mean and standard deviation of columns that come in batches: each batch by itself, then merged with those before
 * (Chan, Golub and LeVeque 1979). Memory O(d).
 */
export class RunningColumns {
  readonly #columns: ColumnMoments[];
  #rows = 0;

  /** Starts with no rows. */
  constructor(columns: number) {
    this.#columns = Array.from({ length: columns }, () => ({
      low: Infinity,
      high: -Infinity,
      mean: 0,
      deviation: 0,
    }));
  }

  /** Adds the rows of a batch. */
  *add(batch: Dense): Work<void> {
    const total = this.#rows + batch.rows;
    const known = this.#rows / total;
    const added = batch.rows / total;
    for (const [k, before] of this.#columns.entries()) {
      const { low, high, mean, deviation } = measureColumn(batch, k);
      const apart = mean - before.mean;
      this.#columns[k] = {
        low: Math.min(before.low, low),
        high: Math.max(before.high, high),
        mean: before.mean + added * apart,
        // squares of tiny or huge deviations underflow or overflow: hypot avoids them
        deviation: Math.hypot(
          Math.sqrt(known) * before.deviation,
          Math.sqrt(added) * deviation,
          Math.sqrt(known * added) * apart,
        ),
      };
      yield;
    }
    this.#rows = total;
  }

  /**
   * The mean of each column, and its population standard deviation, over all rows so far.
   * @returns A deviation of 1 for a constant column.
   * @throws {RangeError} If the values of a column are so large that its mean or deviation is not finite.
   */
  measure(): Standardization {
    const center = Float64Array.from(this.#columns, ({ mean }) => mean);
    const scale = Float64Array.from(this.#columns, scaleOf);
    for (const [k, deviation] of scale.entries()) {
      const name = `the standard deviation of column ${k} of the batches`;
      checkFinite(center[k] + deviation, name, 'its values are too large');
    }
    return { center, scale };
  }
}

// rounding must not become a scale
function scaleOf(moments: ColumnMoments): number {
  const { low, high, deviation } = moments;
  return high - low <= ROUNDING * largestOf(moments) ? 1 : deviation || 1;
}
