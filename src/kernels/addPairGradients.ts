/**
 * Adds the gradient of `Σ_p weights[p] · ‖row(first[p]) − row(second[p])‖²` with respect to the rows:
 * ±2 w (a − b) at the two ends, which is the product of a graph Laplacian with the rows, never formed.
 * Pairs of weight zero cost nothing. O(pairs · columns).
 * @param values - rows × columns, row-major.
 * @param columns - Columns of `values`.
 * @param first - Row index of one end of each pair.
 * @param second - Row index of the other end.
 * @param weights - One weight a pair.
 * @param gradient - rows × columns, added to.
 */
export function addPairGradients(
  values: Float64Array,
  columns: number,
  first: Int32Array,
  second: Int32Array,
  weights: Float64Array,
  gradient: Float64Array,
): void {
  for (let pair = 0; pair < first.length; pair++) {
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
