/** A neighbour that is farther than the nearest by this much weighs e⁻⁵⁰: nothing, beside the 1 of the nearest. */
const FAR = 50;
/** Columns between two looks at whether a row is already too far. */
const STRIDE = 8;

/**
 * One row of neighbourhood components analysis: the probability that a row picks a neighbour of its own class, when it
 * picks row j with `p_j = exp(−d²(i,j)) / Σ exp(−d²(i,·))`; adds a multiple of its gradient. The nearest row's distance is
 * taken off all of them first, so that nothing overflows and at least one weight is 1; rows far beyond it are given up half
 * way. O(rows · columns).
 * @param values - rows × columns, row-major.
 * @param rows - How many rows.
 * @param columns - Columns of `values`.
 * @param codes - The class of each row.
 * @param row - The row that picks.
 * @param weights - One number a row, overwritten.
 * @param scale - What the gradient is multiplied by.
 * @param gradient - rows × columns, added to.
 * @returns The probability.
 */
export function addSoftNeighbors(
  values: Float64Array,
  rows: number,
  columns: number,
  codes: Int32Array,
  row: number,
  weights: Float64Array,
  scale: number,
  gradient: Float64Array,
): number {
  const at = row * columns;
  const code = codes[row];
  let nearest = Infinity;
  for (let other = 0; other < rows; other++) {
    const distance =
      other === row
        ? Infinity
        : distanceUpTo(values, columns, at, other * columns, nearest + FAR);
    weights[other] = distance;
    if (distance < nearest) nearest = distance;
  }
  let total = 0;
  let same = 0;
  for (let other = 0; other < rows; other++) {
    const excess = weights[other] - nearest;
    const weight = excess <= FAR ? Math.exp(-excess) : 0;
    weights[other] = weight;
    total += weight;
    if (codes[other] === code) same += weight;
  }
  const probability = same / total;
  // ∂p/∂d²(i,j) = p_j (p − [j of the class])
  const factor = (2 * scale) / total;
  for (let other = 0; other < rows; other++) {
    if (weights[other] === 0) continue;
    const excess = codes[other] === code ? probability - 1 : probability;
    const slope = factor * weights[other] * excess;
    const to = other * columns;
    for (let k = 0; k < columns; k++) {
      const change = slope * (values[at + k] - values[to + k]);
      gradient[at + k] += change;
      gradient[to + k] -= change;
    }
  }
  return probability;
}

// d², or something above the limit
function distanceUpTo(
  values: Float64Array,
  columns: number,
  a: number,
  b: number,
  limit: number,
): number {
  let distance = 0;
  for (let from = 0; from < columns; from += STRIDE) {
    const to = Math.min(from + STRIDE, columns);
    for (let k = from; k < to; k++) {
      const difference = values[a + k] - values[b + k];
      distance += difference * difference;
    }
    if (distance > limit) return distance;
  }
  return distance;
}
