import type { Dense } from '../validation/dense.ts';

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
 */
export function measureColumns(data: Dense): Standardization {
  const { values, rows, columns } = data;
  const center = new Float64Array(columns);
  const scale = new Float64Array(columns).fill(1);
  for (let column = 0; column < columns; column++) {
    const first = values[column];
    let sum = 0;
    let constant = true;
    for (let at = column; at < values.length; at += columns) {
      sum += values[at];
      constant &&= values[at] === first;
    }
    // a constant column is exactly that: the rounding of its mean must not become its scale
    center[column] = constant ? first : sum / rows;
    if (constant) continue;
    let squares = 0;
    for (let at = column; at < values.length; at += columns) {
      squares += (values[at] - center[column]) ** 2;
    }
    scale[column] = Math.sqrt(squares / rows);
  }
  return { center, scale };
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
 * @returns A new n × d.
 */
export function standardize<Data extends Dense>(
  data: Data,
  standardization: Standardization,
): Data {
  const { columns } = data;
  const { center, scale } = standardization;
  const values = data.values.map(
    (value, at) => (value - center[at % columns]) / scale[at % columns],
  );
  return { ...data, values };
}
