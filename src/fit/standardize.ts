import type { Work } from '../async/work.ts';
import { inChunks } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';
import type { Spread } from '../kernels/products/columnSpread.ts';
import { columnSpread } from '../kernels/products/columnSpread.ts';
import { checkFinite } from '../options/checks.ts';

/** What it takes to divide, in multiplications. */
const DIVISION = 4;

/** Of its largest value: two roundings apart on either side. */
export const ROUNDING = 4 * Number.EPSILON;

/** What is subtracted from each column, and what it is divided by. */
export interface Standardization {
  /** The mean of each column; zeros when not standardizing. */
  center: Float64Array;
  /** The population standard deviation of each column, 1 for a constant one; ones when not standardizing. */
  scale: Float64Array;
}

/** The moments of a column. */
export interface ColumnMoments extends Spread {
  mean: number;
  /** The population standard deviation; 0 for values that differ by rounding only. */
  deviation: number;
}

/**
 * Measures the mean and the population standard deviation of each column.
 * @param data - n × d.
 * @returns d numbers each.
 * @throws {RangeError} If the values of a column are so large that its mean or deviation is not finite.
 */
export function* measureColumns(data: Dense): Work<Standardization> {
  const { columns } = data;
  const center = new Float64Array(columns);
  const scale = new Float64Array(columns);
  for (let column = 0; column < columns; column++) {
    const { mean, deviation } = measureColumn(data, column);
    const name = `the standard deviation of column ${column} of X`;
    checkFinite(mean + deviation, name, 'its values are too large');
    center[column] = mean;
    // rounding must not become a scale
    scale[column] = deviation || 1;
    yield;
  }
  return { center, scale };
}

/** Whether a column is constant up to rounding: nothing can be learned from it. */
export function isConstant(data: Dense, column: number): boolean {
  return measureColumn(data, column).deviation === 0;
}

/**
 * Measures one column.
 * @param data - n × d.
 * @returns Its range, its mean and its population standard deviation, 0 if its values differ by rounding only.
 */
export function measureColumn(data: Dense, column: number): ColumnMoments {
  const { values, rows, columns } = data;
  const first = values[column];
  const spread = columnSpread(values, columns, column);
  const farthest = Math.max(spread.high - first, first - spread.low);
  if (farthest <= ROUNDING * largestOf(spread)) {
    return { ...spread, mean: first, deviation: 0 };
  }
  // sums of differences, as parts of the largest one: neither the sum nor the squares overflow or vanish
  let sum = 0;
  for (let at = column; at < values.length; at += columns) {
    sum += (values[at] - first) / farthest;
  }
  const mean = first + farthest * (sum / rows);
  let squares = 0;
  for (let at = column; at < values.length; at += columns) {
    squares += ((values[at] - mean) / farthest) ** 2;
  }
  return { ...spread, mean, deviation: farthest * Math.sqrt(squares / rows) };
}

/** The largest absolute value. */
export function largestOf({ low, high }: Spread): number {
  return Math.max(Math.abs(low), Math.abs(high));
}

/** The standardization that leaves columns as they are: zeros and ones. */
export function unstandardized(columns: number): Standardization {
  return {
    center: new Float64Array(columns),
    scale: new Float64Array(columns).fill(1),
  };
}

/**
 * Subtracts the center from each row and divides by the scale.
 * @param data - n × d.
 * @param standardization - Center and scale, d numbers each.
 * @returns A new n × d.
 */
export function* standardize<Data extends Dense>(
  data: Data,
  standardization: Standardization,
): Work<Data> {
  const { rows, columns } = data;
  const { center, scale } = standardization;
  const values = new Float64Array(data.values.length);
  yield* inChunks(rows, DIVISION * columns, (from, to) => {
    for (let at = from * columns; at < to * columns; at += columns) {
      for (let k = 0; k < columns; k++) {
        values[at + k] = (data.values[at + k] - center[k]) / scale[k];
      }
    }
  });
  return { ...data, values };
}
