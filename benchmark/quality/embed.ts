/** Rows in one flat array. */
export interface Flat {
  values: Float64Array;
  rows: number;
  columns: number;
}

/**
 * Applies a map, `Z = X Lᵀ`.
 * @param X - n × d.
 * @param components - L, r × d.
 * @returns n × r.
 */
export function embed(X: number[][], components: number[][]): Flat {
  const columns = components.length;
  const values = new Float64Array(X.length * columns);
  for (const [at, row] of X.entries()) {
    for (const [component, weights] of components.entries()) {
      let sum = 0;
      for (let k = 0; k < row.length; k++) sum += weights[k] * row[k];
      values[at * columns + component] = sum;
    }
  }
  return { values, rows: X.length, columns };
}

/**
 * Flattens rows.
 * @param X - n × d.
 */
export function flatten(X: number[][]): Flat {
  const values = Float64Array.from(X.flat());
  return { values, rows: X.length, columns: X[0].length };
}

/** The squared Euclidean distance of rows i and j. */
export function squaredDistance(
  { values, columns }: Flat,
  i: number,
  j: number,
): number {
  let sum = 0;
  for (let k = 0; k < columns; k++) {
    sum += (values[i * columns + k] - values[j * columns + k]) ** 2;
  }
  return sum;
}
