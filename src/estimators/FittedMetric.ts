import { multiplyByTranspose } from '../kernels/multiplyByTranspose.ts';
import type { Dense } from '../validation/dense.ts';

import type { FitSummary } from './FitSummary.ts';
import type { Standardization } from './standardize.ts';

/** What a fit leaves behind; never changed afterwards. */
export interface FittedMetric extends Standardization {
  /** L, r × d, in the units of the raw input. */
  components: Dense;
  summary: FitSummary;
}

/**
 * Folds the standardization into L: it then acts on raw rows from which the center was taken.
 * @param values - L on standardized columns, r × d.
 * @param scale - What each column was divided by.
 * @returns L on raw columns.
 */
export function foldScale(
  values: Float64Array,
  scale: Float64Array,
): Float64Array {
  // adding 0 turns −0 into 0, which is what JSON makes of it
  return values.map((value, at) => value / scale[at % scale.length] + 0);
}

/**
 * Maps raw rows: `components · (x − center)`.
 * @param metric - A fitted metric.
 * @param data - n × d raw rows.
 * @returns n × r.
 * @throws {RangeError} A row so large that its image is not finite.
 */
export function embed(metric: FittedMetric, data: Dense): Dense {
  const { components, center } = metric;
  const { rows, columns } = data;
  const centered = data.values.map((value, at) => value - center[at % columns]);
  const values = new Float64Array(rows * components.rows);
  multiplyByTranspose(
    centered,
    components.values,
    values,
    rows,
    components.rows,
    columns,
  );
  const overflow = values.findIndex((value) => !Number.isFinite(value));
  if (overflow !== -1) {
    const row = Math.floor(overflow / components.rows);
    throw new RangeError(
      `X[${row}] must have a finite image, got ${values[overflow]}: its values are too large`,
    );
  }
  return { values, rows, columns: components.rows };
}

/**
 * The distance of two raw rows, ‖L (a − b)‖. O(r d), nothing is allocated.
 * @param components - L, r × d.
 * @param a - A row; entries after the first d are not read.
 * @param b - Another one.
 * @returns The distance.
 * @throws {TypeError} Something other than rows.
 * @throws {RangeError} A row that is too short, or a distance that is not finite.
 */
export function mahalanobisDistance(
  components: Dense,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): number {
  const { values, rows, columns } = components;
  let squares = 0;
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let column = 0; column < columns; column++) {
      sum += values[row * columns + column] * (a[column] - b[column]);
    }
    squares += sum * sum;
  }
  return Number.isFinite(squares)
    ? Math.sqrt(squares)
    : refuse(squares, columns, a, b);
}

/**
 * The Euclidean distance of the first entries of two rows.
 * @param width - How many entries.
 * @param a - A row, or anything with entries 0 … width − 1.
 * @param b - Another one.
 * @returns The distance.
 * @throws {RangeError} A row that is too short, or a distance that is not finite.
 */
export function euclideanDistance(
  width: number,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): number {
  let squares = 0;
  for (let column = 0; column < width; column++) {
    const difference = a[column] - b[column];
    squares += difference * difference;
  }
  return Number.isFinite(squares)
    ? Math.sqrt(squares)
    : refuse(squares, width, a, b);
}

// looks for the reason only once something is wrong: distances are asked for by the million
function refuse(
  squares: number,
  width: number,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): never {
  const shorter = Math.min(a.length, b.length);
  throw new RangeError(
    shorter < width
      ? `a row must have ${width} numbers, got ${shorter}`
      : `a distance must be finite, got ${squares}`,
  );
}
