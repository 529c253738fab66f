/**
 * Squared Euclidean distances of listed pairs of rows: `distances[p] = ‖row(first[p]) − row(second[p])‖²`.
 * Differences are squared as they are, never expanded into norms and products, so that close rows keep their digits.
 * O(pairs · columns).
 * @param values - rows × columns, row-major.
 * @param columns - Columns of `values`.
 * @param first - Row index of one end of each pair.
 * @param second - Row index of the other end.
 * @param distances - One squared distance a pair, overwritten.
 */
export function pairDistances(
  values: Float64Array,
  columns: number,
  first: Int32Array,
  second: Int32Array,
  distances: Float64Array,
): void {
  const even = columns - (columns % 2);
  for (let pair = 0; pair < first.length; pair++) {
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
