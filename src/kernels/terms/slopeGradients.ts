/** Rows that are read one by one, and by all others. */
export interface QuadRows {
  /** rows × columns, row-major. */
  points: Float64Array;
  rows: number;
  columns: number;
  /** The same numbers in quads. */
  quads: Float64Array;
}

/** Rows with a slope for each pair. */
export interface PairSlopes extends QuadRows {
  /** rows × stride: the slope of the pair (i, j) at place i · stride + j. */
  slopes: Float64Array;
  /** A multiple of four. */
  stride: number;
  /** rows × columns, added to. */
  gradient: Float64Array;
}

/** Memory for the other rows of four rows, and their slopes. */
export interface SlopeLists {
  /** One number for each other row and one more, overwritten. */
  kept: Int32Array;
  /** `TOGETHER` times as long, overwritten. */
  weights: Float64Array;
}

/** Rows whose gradient is added to, and memory. */
export interface SlopePart extends SlopeLists {
  /** A multiple of four. */
  top: number;
  height: number;
}

/** Columns of a quad. */
const QUAD = 4;

/** The number of values that `packQuads` writes. */
export function quadsLength(rows: number, columns: number): number {
  return QUAD * Math.ceil(columns / QUAD) * rows;
}

/** Packs rows in quads of columns: the first four columns of all rows, the next four, … filled up with zeros. */
export function packQuads({ points, rows, columns, quads }: QuadRows): void {
  for (let left = 0; left < columns; left += QUAD) {
    const width = Math.min(QUAD, columns - left);
    let to = left * rows;
    let from = left;
    for (let row = 0; row < rows; row++) {
      quads[to] = points[from];
      quads[to + 1] = width > 1 ? points[from + 1] : 0;
      quads[to + 2] = width > 2 ? points[from + 2] : 0;
      quads[to + 3] = width > 3 ? points[from + 3] : 0;
      to += QUAD;
      from += columns;
    }
  }
}

/** Rows whose other rows are listed together. */
export const TOGETHER = 4;

/**
 * Adds `Σ_j (s_ij + s_ji) (x_i − x_j)` to the gradient of row i: what all pairs add to it, gathered, so that rows of
 * different parts are independent. Pairs whose slopes are 0 cost little. O(rows · columns) a row.
 * @param parts - With threads, each part runs in its own thread. Their rows differ.
 */
export function addSlopeGradients(pairs: PairSlopes, parts: SlopePart[]): void {
  const { points, rows, columns, slopes, stride, gradient } = pairs;
  const others = Int32Array.from({ length: rows }, (_, other) => other);
  for (const { top, height } of parts) {
    for (let row = top; row < top + height; row++) {
      const slopeAt = (other: number) =>
        slopes[row * stride + other] + slopes[other * stride + row];
      addDifferences(points, columns, row, others, slopeAt, gradient);
    }
  }
}

/**
 * Adds `Σ_j s_j (x − x_j) = x Σ_j s_j − Σ_j s_j x_j` to the gradient of a row x.
 * @param others - The rows x_j.
 * @param slopeAt - The slope of the other row at a place.
 */
export function addDifferences(
  points: Float64Array,
  columns: number,
  row: number,
  others: Int32Array,
  slopeAt: (at: number) => number,
  gradient: Float64Array,
): void {
  const sums = new Float64Array(columns);
  let total = 0;
  for (let at = 0; at < others.length; at++) {
    const slope = slopeAt(at);
    if (slope === 0) continue;
    const from = others[at] * columns;
    total += slope;
    for (let k = 0; k < columns; k++) sums[k] += slope * points[from + k];
  }
  const to = row * columns;
  for (let k = 0; k < columns; k++) {
    gradient[to + k] += points[to + k] * total - sums[k];
  }
}
