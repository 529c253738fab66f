import type { PairNorm } from './PairNorm.ts';

/**
 * Squared Euclidean distances of listed pairs of rows: `distances[p] = ‖row(first[p]) − row(second[p])‖²`, for the
 * pairs from `from` to `to` (excluded). Even columns are summed, then odd ones, then both. Differences are squared
 * directly, never expanded into norms and products, so that close rows keep their digits. O(pairs · columns).
 * @param values - rows × columns, row-major.
 * @param first - Row index of one end of each pair.
 * @param second - Row index of the other end.
 * @param distances - One squared distance per pair, overwritten.
 */
export function measureDistances(
  values: Float64Array,
  columns: number,
  first: Int32Array,
  second: Int32Array,
  distances: Float64Array,
  from = 0,
  to = first.length,
): void {
  const even = columns - (columns % 2);
  for (let pair = from; pair < to; pair++) {
    const a = first[pair] * columns;
    const b = second[pair] * columns;
    let evenSum = 0;
    let oddSum = 0;
    for (let k = 0; k < even; k += 2) {
      const x = values[a + k] - values[b + k];
      const y = values[a + k + 1] - values[b + k + 1];
      evenSum += x * x;
      oddSum += y * y;
    }
    if (even < columns) {
      const x = values[a + even] - values[b + even];
      evenSum += x * x;
    }
    distances[pair] = evenSum + oddSum;
  }
}

/**
 * Adds the gradient of `Σ_p weights[p] · ‖row(first[p]) − row(second[p])‖²` with respect to the rows, for the pairs
 * from `from` to `to` (excluded): ±2 w (a − b) at the two ends, which is the product of a graph Laplacian with the
 * rows, never formed. Pairs of weight zero cost nothing. O(pairs · columns).
 * @param values - rows × columns, row-major.
 * @param first - Row index of one end of each pair.
 * @param second - Row index of the other end.
 * @param weights - One weight per pair.
 * @param gradient - rows × columns, added to.
 */
export function addDistanceGradients(
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
    for (let k = 0; k < columns; k++) {
      const change = weight * (values[a + k] - values[b + k]);
      gradient[a + k] += change;
      gradient[b + k] -= change;
    }
  }
}

/**
 * The Euclidean norm, which is its own dual.
 * @param kernels - Those that can access the arrays.
 */
export function euclideanNorm(kernels: {
  measureDistances: typeof measureDistances;
  addDistanceGradients: typeof addDistanceGradients;
}): PairNorm {
  return {
    measure: kernels.measureDistances,
    addGradients: kernels.addDistanceGradients,
  };
}
