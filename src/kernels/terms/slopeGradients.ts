/** Rows with a slope for each pair. */
export interface PairSlopes {
  /** rows × columns, row-major. */
  points: Float64Array;
  rows: number;
  columns: number;
  /** rows × stride: the slope of the pair (i, j) at place i · stride + j. */
  slopes: Float64Array;
  stride: number;
  /** rows × columns, added to. */
  gradient: Float64Array;
}

/** Rows whose gradient is added to, and memory. */
export interface SlopePart {
  top: number;
  height: number;
  /** `slopeScratch(rows)` numbers, overwritten. */
  kept: Int32Array;
  /** As long, overwritten. */
  weights: Float64Array;
}

/** Rows whose pairs are listed together: the slopes (j, i) of eight rows i are one cache line. */
const TOGETHER = 8;

/** Numbers that a part needs to list the pairs of some rows. */
export function slopeScratch(rows: number): number {
  return TOGETHER * (rows + 1);
}

/**
 * Adds `Σ_j (s_ij + s_ji) (x_i − x_j)` to the gradient of row i: what all pairs add to it, gathered, so that rows of
 * different parts are independent. Pairs whose slopes are 0 cost little. O(rows · columns) a row.
 * @param parts - With threads, each part runs in its own thread. Their rows differ.
 */
export function addSlopeGradients(pairs: PairSlopes, parts: SlopePart[]): void {
  const { points, rows, columns, slopes, stride, gradient } = pairs;
  const sums = new Float64Array(columns);
  for (const { top, height } of parts) {
    for (let row = top; row < top + height; row++) {
      sums.fill(0);
      for (let other = 0; other < rows; other++) {
        const slope =
          slopes[row * stride + other] + slopes[other * stride + row];
        if (slope === 0) continue;
        for (let k = 0; k < columns; k++) {
          const x = points[row * columns + k];
          sums[k] += slope * (x - points[other * columns + k]);
        }
      }
      for (let k = 0; k < columns; k++) gradient[row * columns + k] += sums[k];
    }
  }
}
