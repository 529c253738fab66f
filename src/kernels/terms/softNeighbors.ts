import { expMinus } from './exponential.ts';
import type { QuadRows } from './slopeGradients.ts';
import { addDifferences } from './slopeGradients.ts';

/** Some rows of a cloud, and their distances to candidates. */
export interface WeighedNeighbors {
  /** The class of each row. */
  codes: Int32Array;
  /** The first row that picks a neighbour. */
  top: number;
  /** The number of such rows. */
  height: number;
  /**
   * Squared distances, `stride` numbers for each row that picks; the distance of a row to itself is infinite.
   * Overwritten with the slope of each pair, by which the gradient multiplies the difference of its rows: 0 for
   * candidates that are left out.
   */
  distances: Float64Array;
  /** A multiple of four, and at least the number of candidates. */
  stride: number;
  /** The row of each candidate. */
  candidates: Int32Array;
  /** The number of candidates, of which one at least is another row. */
  count: number;
  /** For each row, overwritten where it picks: the probability that it picks a row of its class. */
  probabilities: Float64Array;
  /** `scratchLength` numbers, overwritten. */
  scratch: Float64Array;
}

/** With the rows themselves. */
export interface SoftNeighbors extends WeighedNeighbors, QuadRows {
  /** rows × columns, added to. */
  gradient: Float64Array;
}

/**
 * Rows of neighbourhood components analysis: each picks a candidate j with `p_j = exp(−d²(i,j)) / Σ exp(−d²(i,·))`.
 * Writes the probability of picking a row of the same class, and adds a multiple of the gradient of their sum. The
 * distance of the nearest candidate is subtracted from all of them first, so that nothing overflows and at least one
 * weight is 1; candidates that are farther by more than `far` are left out. O(height · candidates · columns).
 * @param parts - Rows that pick; with threads, each part runs in its own thread. Parts share only memory that is not
 * written to.
 * @param far - Up to 80.
 * @param scale - The factor of the gradient.
 */
export function addSoftNeighbors(
  parts: SoftNeighbors[],
  far: number,
  scale: number,
): void {
  weighNeighbors(parts, far, scale);
  for (const part of parts) {
    const { points, columns, gradient, candidates, count } = part;
    const { distances: slopes, stride, top, height } = part;
    const rows = Int32Array.from({ length: height }, (_, i) => top + i);
    const others = candidates.subarray(0, count);
    for (let i = 0; i < height; i++) {
      const slopeAt = (at: number) => slopes[i * stride + at];
      addDifferences(points, columns, rows[i], others, slopeAt, gradient);
    }
    for (let at = 0; at < count; at++) {
      const slopeAt = (i: number) => slopes[i * stride + at];
      addDifferences(points, columns, others[at], rows, slopeAt, gradient);
    }
  }
}

/** The same probabilities, and the slopes without what they add to the gradient. O(height · candidates). */
export function weighNeighbors(
  parts: WeighedNeighbors[],
  far: number,
  scale: number,
): void {
  for (const part of parts) {
    for (let i = 0; i < part.height; i++) {
      part.probabilities[part.top + i] = weigh(part, i, far, scale);
    }
  }
}

// turns distances into slopes, and returns the probability of the class
function weigh(
  { codes, top, distances, stride, candidates, count }: WeighedNeighbors,
  i: number,
  far: number,
  scale: number,
): number {
  const code = codes[top + i];
  const row = distances.subarray(i * stride, i * stride + count);
  let nearest = Infinity;
  for (const distance of row) nearest = Math.min(nearest, distance);
  const limit = nearest + far;
  // of candidates with a weight, at even and at odd places among them
  const totals = [0, 0];
  const sames = [0, 0];
  let near = 0;
  for (let at = 0; at < count; at++) {
    const isNear = row[at] <= limit;
    row[at] = isNear ? expMinus(row[at] - nearest) : 0;
    if (!isNear) continue;
    totals[near % 2] += row[at];
    if (codes[candidates[at]] === code) sames[near % 2] += row[at];
    near++;
  }
  const total = totals[0] + totals[1];
  const probability = (sames[0] + sames[1]) / total;
  // ∂p/∂d²(i,j) = p_j (p − [j of the class])
  const factor = (2 * scale) / total;
  for (let at = 0; at < count; at++) {
    if (row[at] === 0) continue;
    const excess = probability - Number(codes[candidates[at]] === code);
    row[at] = factor * row[at] * excess;
  }
  return probability;
}
