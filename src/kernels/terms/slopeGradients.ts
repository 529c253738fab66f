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

/** Rows whose gradient is added to, and memory. */
export interface SlopePart {
  /** A multiple of four. */
  top: number;
  height: number;
  /** `scratchLength` numbers, overwritten. */
  scratch: Float64Array;
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

/**
 * What compiled kernels list before they add it up: other rows with their slopes, in lists that four rows share. With 5,000 × 784, all of
 * which count, 64 rows at once are not faster; with few that count, lists half as long are slower.
 */
const LISTS = { rows: 32, others: 1024 };

/** The numbers of memory for the lists of some of `rows` rows, and for weighing as many candidates. */
export function scratchLength(rows: number, columns: number): number {
  const sums = LISTS.rows * (1 + QUAD * Math.ceil(columns / QUAD));
  // the state of a list, its entries of four slopes and a row, and a gap
  const list = 1 + 5 * LISTS.others + 64;
  const weighing = Math.ceil(2.5 * (rows + 2));
  return Math.max((LISTS.rows / 4) * list + sums, weighing);
}

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
