import type { PairNorm } from './PairNorm.ts';

/**
 * The largest absolute value of the entries, the dual of the sum norm. If several columns are the largest, the first
 * one counts.
 */
export const maximumNorm: PairNorm = {
  measure: measureLargest,
  addGradients: addLargestGradients,
};

function measureLargest(
  values: Float64Array,
  columns: number,
  first: Int32Array,
  second: Int32Array,
  squares: Float64Array,
  from = 0,
  to = first.length,
): void {
  for (let pair = from; pair < to; pair++) {
    const a = first[pair] * columns;
    const b = second[pair] * columns;
    let largest = 0;
    for (let k = 0; k < columns; k++) {
      largest = Math.max(largest, Math.abs(values[a + k] - values[b + k]));
    }
    squares[pair] = largest * largest;
  }
}

function addLargestGradients(
  values: Float64Array,
  columns: number,
  first: Int32Array,
  second: Int32Array,
  weights: Float64Array,
  gradient: Float64Array,
  from = 0,
  to = first.length,
): void {
  for (let pair = from; pair < to; pair++) {
    const weight = 2 * weights[pair];
    if (weight === 0) continue;
    const a = first[pair] * columns;
    const b = second[pair] * columns;
    let farthest = 0;
    let column = 0;
    for (let k = 0; k < columns; k++) {
      const difference = values[a + k] - values[b + k];
      if (Math.abs(difference) <= Math.abs(farthest)) continue;
      farthest = difference;
      column = k;
    }
    gradient[a + column] += weight * farthest;
    gradient[b + column] -= weight * farthest;
  }
}
