/**
 * One row of neighbourhood components analysis: the probability that a row picks a neighbour of its own class, when it
 * picks row j with `p_j = exp(−d²(i,j)) / Σ exp(−d²(i,·))`; adds a multiple of its gradient. The nearest row's distance is
 * taken off all of them first, so that nothing overflows and at least one weight is 1. O(rows · columns).
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
    const to = other * columns;
    let distance = 0;
    for (let k = 0; k < columns; k++) {
      const difference = values[at + k] - values[to + k];
      distance += difference * difference;
    }
    weights[other] = distance;
    if (other !== row && distance < nearest) nearest = distance;
  }
  let total = 0;
  let same = 0;
  for (let other = 0; other < rows; other++) {
    const weight = other === row ? 0 : Math.exp(nearest - weights[other]);
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
