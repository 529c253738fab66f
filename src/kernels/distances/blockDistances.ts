/** Rows that are packed together. */
const TILE = 4;

/**
 * The number of values that `packRows` writes for `width` rows: the width is rounded up to a multiple of four, for
 * vectors.
 */
export function packedLength(width: number, columns: number): number {
  return Math.ceil(width / TILE) * TILE * columns;
}

/**
 * Packs a run of rows for `blockDistances`: four rows at a time, column by column.
 * @param values - rows × columns, row-major.
 * @param left - First row of the run.
 * @param width - Rows of the run.
 * @param packed - `packedLength` numbers are overwritten, from index `at`.
 */
export function packRows(
  values: Float64Array,
  columns: number,
  left: number,
  width: number,
  packed: Float64Array,
  at = 0,
): void {
  for (let j = 0; j < width; j++) {
    const from = (left + j) * columns;
    const lane = j % TILE;
    const to = at + (j - lane) * columns + lane;
    for (let k = 0; k < columns; k++) packed[to + k * TILE] = values[from + k];
  }
}

/**
 * Packs the blocks from `from` to `to` (excluded); each takes the `packedLength` of a whole block.
 * @param values - rows × columns, row-major.
 * @param size - Rows of a block; the last one may have fewer.
 * @param packed - The blocks, one after the other; overwritten.
 * @param pack - Packs the rows of a block.
 */
export function packBlocks(
  values: Float64Array,
  rows: number,
  columns: number,
  size: number,
  packed: Float64Array,
  from = 0,
  to = Math.ceil(rows / size),
  pack = packRows,
): void {
  const length = packedLength(size, columns);
  for (let block = from; block < to; block++) {
    const left = block * size;
    const width = Math.min(size, rows - left);
    pack(values, columns, left, width, packed, block * length);
  }
}

/**
 * Squared Euclidean distances between two runs of rows: `distances[i · stride + j]` is that of row `top + i` and row j
 * of the packed run. The sums run over the columns in order, so that the distance is symmetric, bit for bit. O(height ·
 * width · columns).
 * @param values - rows × columns, row-major.
 * @param top - First row of the first run.
 * @param height - Rows of the first run.
 * @param packed - The second run, packed, from index `packedAt`.
 * @param width - Rows of the second run.
 * @param distances - height × width numbers are overwritten, from index `distancesAt`.
 * @param stride - The distance between rows of `distances`.
 */
export function blockDistances(
  values: Float64Array,
  columns: number,
  top: number,
  height: number,
  packed: Float64Array,
  packedAt: number,
  width: number,
  distances: Float64Array,
  distancesAt: number,
  stride: number,
): void {
  for (let i = 0; i < height; i++) {
    const a = (top + i) * columns;
    const out = distancesAt + i * stride;
    for (let j = 0; j < width; j += TILE) {
      let sum0 = 0;
      let sum1 = 0;
      let sum2 = 0;
      let sum3 = 0;
      let at = packedAt + j * columns;
      for (let k = 0; k < columns; k++, at += TILE) {
        const x = values[a + k];
        const x0 = x - packed[at];
        const x1 = x - packed[at + 1];
        const x2 = x - packed[at + 2];
        const x3 = x - packed[at + 3];
        sum0 += x0 * x0;
        sum1 += x1 * x1;
        sum2 += x2 * x2;
        sum3 += x3 * x3;
      }
      distances[out + j] = sum0;
      if (j + 1 < width) distances[out + j + 1] = sum1;
      if (j + 2 < width) distances[out + j + 2] = sum2;
      if (j + 3 < width) distances[out + j + 3] = sum3;
    }
  }
}
