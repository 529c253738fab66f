import type { Numbers } from '../kernels/memory.ts';
import { float64Beside } from '../kernels/memory.ts';
import type { Dense } from '../validation/dense.ts';

/** Of its largest value: two roundings apart on either side. */
export const ROUNDING = 4 * Number.EPSILON;

/** What was taken off each column, and what it was divided by. */
export interface Standardization {
  /** The mean of each column; zeros when not standardizing. */
  center: Float64Array;
  /** The population standard deviation of each column, 1 for a constant one; ones when not standardizing. */
  scale: Float64Array;
}

/**
 * Measures mean and population standard deviation of each column.
 * @param data - n × d.
 * @returns Both, d each.
 * @throws {RangeError} A column whose values are too far apart for their mean or deviation to be a number.
 */
export function measureColumns(data: Dense): Standardization {
  const { columns } = data;
  const center = new Float64Array(columns);
  const scale = new Float64Array(columns);
  for (let column = 0; column < columns; column++) {
    const { mean, deviation } = measureColumn(data, column);
    if (!Number.isFinite(mean) || !Number.isFinite(deviation)) {
      throw new RangeError(
        `column ${column} of X must have a finite standard deviation, got ${deviation}: its values are too large`,
      );
    }
    center[column] = mean;
    scale[column] = deviation;
  }
  return { center, scale };
}

/**
 * Whether a column is constant, or differs by rounding only.
 * @param data - n × d.
 * @param column - Which column.
 * @returns True if there is nothing to learn from it.
 */
export function isConstant(data: Dense, column: number): boolean {
  const { values, columns } = data;
  const { largest, farthest } = measureSpread(values, columns, column);
  return farthest <= ROUNDING * largest;
}

function measureColumn(
  { values, rows, columns }: Dense,
  column: number,
): { mean: number; deviation: number } {
  const first = values[column];
  const { largest, farthest } = measureSpread(values, columns, column);
  // its rounding must not become its scale
  if (farthest <= ROUNDING * largest) return { mean: first, deviation: 1 };
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
  return { mean, deviation: farthest * Math.sqrt(squares / rows) };
}

// the largest size of a value, and how far one is from the first
function measureSpread(
  values: Float64Array,
  columns: number,
  column: number,
): { largest: number; farthest: number } {
  const first = values[column];
  let largest = 0;
  let farthest = 0;
  for (let at = column; at < values.length; at += columns) {
    largest = Math.max(largest, Math.abs(values[at]));
    farthest = Math.max(farthest, Math.abs(values[at] - first));
  }
  return { largest, farthest };
}

/**
 * What leaves the columns as they are.
 * @param columns - How many.
 * @returns Zeros and ones.
 */
export function unstandardized(columns: number): Standardization {
  return {
    center: new Float64Array(columns),
    scale: new Float64Array(columns).fill(1),
  };
}

/**
 * Takes the center off each row and divides by the scale.
 * @param data - n × d.
 * @param standardization - Center and scale, d each.
 * @param neighbor - What the result is put beside in memory.
 * @returns A new n × d.
 */
export function standardize<Data extends Dense>(
  data: Data,
  standardization: Standardization,
  neighbor?: Numbers,
): Data {
  const { columns } = data;
  const { center, scale } = standardization;
  const values = float64Beside(neighbor, data.values.length);
  for (let at = 0; at < values.length; at += columns) {
    for (let k = 0; k < columns; k++) {
      values[at + k] = (data.values[at + k] - center[k]) / scale[k];
    }
  }
  return { ...data, values };
}
