import { expMinus } from './exponential.ts';

/** What the loops of one row that picks a neighbour look at. */
interface Picks {
  /** rows × columns, row-major. */
  points: Float64Array;
  columns: number;
  /** The class of each row. */
  codes: Int32Array;
  /** Squared distances; infinite to itself. */
  distances: Float64Array;
  /** The rows that the distances lead to. */
  candidates: Int32Array;
  /** Those that weigh something. */
  kept: Int32Array;
  weights: Float64Array;
  /** rows × columns. */
  gradient: Float64Array;
}

/**
 * Lists what is not too far to weigh anything, and by how much it is farther than the nearest.
 * @param picks - What is looked at and overwritten.
 * @param from - The first distance.
 * @param count - How many there are.
 * @param far - How much farther.
 * @returns How many are near.
 */
export function keepNear(
  {
    distances,
    candidates,
    kept,
    weights,
  }: Pick<Picks, 'distances' | 'candidates' | 'kept' | 'weights'>,
  from: number,
  count: number,
  far: number,
): number {
  let nearest = Infinity;
  for (let at = 0; at < count; at++) {
    if (distances[from + at] < nearest) nearest = distances[from + at];
  }
  const limit = nearest + far;
  let near = 0;
  for (let at = 0; at < count; at++) {
    const distance = distances[from + at];
    if (!(distance <= limit)) continue;
    kept[near] = candidates[at];
    weights[near] = distance - nearest;
    near++;
  }
  return near;
}

/**
 * Replaces what distances exceed the nearest by with exp(−excess).
 * @param weights - The excesses.
 * @param count - How many there are.
 * @returns Their sum: that of the even places, and that of the odd ones.
 */
export function weigh(weights: Float64Array, count: number): number {
  let even = 0;
  let odd = 0;
  for (let at = 0; at < count; at++) {
    weights[at] = expMinus(weights[at]);
    if (at % 2 === 0) even += weights[at];
    else odd += weights[at];
  }
  return even + odd;
}

/**
 * Adds the weights of those that are of the class of a row.
 * @param picks - Who is near, and what they weigh.
 * @param row - The row.
 * @param near - How many there are.
 * @returns The sum.
 */
export function sumOfSame(
  { codes, kept, weights }: Pick<Picks, 'codes' | 'kept' | 'weights'>,
  row: number,
  near: number,
): number {
  let same = 0;
  for (let at = 0; at < near; at++) {
    if (codes[kept[at]] === codes[row]) same += weights[at];
  }
  return same;
}

/**
 * Replaces weights with what the probability changes with each distance: `∂p/∂d²(i,j) = p_j (p − [j of the class])`.
 * @param picks - Who is near, and what they weigh.
 * @param row - The row that picks.
 * @param near - How many there are.
 * @param probability - p.
 * @param factor - What the changes are multiplied by, divided by the sum of all weights.
 */
export function slopesOfPick(
  { codes, kept, weights }: Pick<Picks, 'codes' | 'kept' | 'weights'>,
  row: number,
  near: number,
  probability: number,
  factor: number,
): void {
  for (let at = 0; at < near; at++) {
    const isSame = codes[kept[at]] === codes[row];
    const excess = isSame ? probability - 1 : probability;
    weights[at] = factor * weights[at] * excess;
  }
}

/**
 * Adds the gradient of the sum of `slopes[at] · d²(row, kept[at]) / 2`.
 * @param picks - The points, who is near, slopes for weights, and the gradient.
 * @param row - The row.
 * @param count - How many there are.
 */
export function addGradients(
  {
    points,
    columns,
    kept,
    weights: slopes,
    gradient,
  }: Pick<Picks, 'points' | 'columns' | 'kept' | 'weights' | 'gradient'>,
  row: number,
  count: number,
): void {
  const a = row * columns;
  for (let at = 0; at < count; at++) {
    const b = kept[at] * columns;
    const slope = slopes[at];
    for (let k = 0; k < columns; k++) {
      const change = slope * (points[a + k] - points[b + k]);
      gradient[a + k] += change;
      gradient[b + k] -= change;
    }
  }
}
