import { expMinus } from './exponential.ts';

/** Some rows of a cloud, and their distances to candidates. */
export interface WeighedNeighbors {
  /** The class of each row. */
  codes: Int32Array;
  /** The first row that picks a neighbour. */
  top: number;
  /** The number of such rows. */
  height: number;
  /** Squared distances, `stride` numbers for each row that picks; the distance of a row to itself is infinite. */
  distances: Float64Array;
  stride: number;
  /** The row of each candidate. */
  candidates: Int32Array;
  /** The number of candidates, of which one at least is another row. */
  count: number;
  /** One longer than the candidates, overwritten: candidates with a weight. */
  kept: Int32Array;
  /** As long as `kept`, overwritten. */
  weights: Float64Array;
}

/** With the rows themselves. */
export interface SoftNeighbors extends WeighedNeighbors {
  /** rows × columns, row-major. */
  points: Float64Array;
  columns: number;
  /** rows × columns, added to. */
  gradient: Float64Array;
}

/**
 * Rows of neighbourhood components analysis: each picks a candidate j with `p_j = exp(−d²(i,j)) / Σ exp(−d²(i,·))`.
 * Returns the sum of the probabilities of picking a row of the same class, and adds a multiple of its gradient. The
 * distance of the nearest candidate is subtracted from all of them first, so that nothing overflows and at least one
 * weight is 1; candidates that are farther by more than `far` are left out. O(height · (candidates + kept · columns)).
 * @param parts - Rows that pick; with threads, each part runs in its own thread. Parts share only memory that is not
 * written to.
 * @param far - Up to 80.
 * @param scale - The factor of the gradient.
 * @returns The sum of the probabilities of each part.
 */
export function addSoftNeighbors(
  parts: SoftNeighbors[],
  far: number,
  scale: number,
): number[] {
  return parts.map((part) => {
    let sum = 0;
    for (let i = 0; i < part.height; i++) {
      const near = keepNear(part, i * part.stride, far);
      sum += weighSlopes(part, part.top + i, near, scale);
      addGradients(part, part.top + i, near);
    }
    return sum;
  });
}

/**
 * The same probabilities; each distance is overwritten with the slope of the pair, by which `addSlopeGradients`
 * multiplies the difference of its rows: 0 for candidates that are left out. The candidates are all rows, in order.
 */
export function weighNeighbors(
  parts: WeighedNeighbors[],
  far: number,
  scale: number,
): number[] {
  return parts.map((part) => {
    const { distances, height, top, stride, count, kept, weights } = part;
    let sum = 0;
    for (let i = 0; i < height; i++) {
      const from = i * stride;
      const near = keepNear(part, from, far);
      sum += weighSlopes(part, top + i, near, scale);
      distances.fill(0, from, from + count);
      for (let at = 0; at < near; at++) {
        distances[from + kept[at]] = weights[at];
      }
    }
    return sum;
  });
}

// turns excesses into slopes, and returns the probability of the class
function weighSlopes(
  { codes, kept, weights }: WeighedNeighbors,
  row: number,
  near: number,
  scale: number,
): number {
  const total = weigh(weights, near);
  let same = 0;
  for (let at = 0; at < near; at++) {
    if (codes[kept[at]] === codes[row]) same += weights[at];
  }
  const probability = same / total;
  // ∂p/∂d²(i,j) = p_j (p − [j of the class])
  const factor = (2 * scale) / total;
  for (let at = 0; at < near; at++) {
    const isSame = codes[kept[at]] === codes[row];
    const excess = isSame ? probability - 1 : probability;
    weights[at] = factor * weights[at] * excess;
  }
  return probability;
}

// lists candidates with a weight, and their excess: the squared distance less that of the nearest
function keepNear(
  { distances, candidates, count, kept, weights }: WeighedNeighbors,
  from: number,
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

// exp(−excess) in place; returns their sum, even places first
function weigh(weights: Float64Array, count: number): number {
  let even = 0;
  let odd = 0;
  for (let at = 0; at < count; at++) {
    weights[at] = expMinus(weights[at]);
    if (at % 2 === 0) even += weights[at];
    else odd += weights[at];
  }
  return even + odd;
}

function addGradients(
  { points, columns, kept, weights: slopes, gradient }: SoftNeighbors,
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
