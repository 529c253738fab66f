/** Rows of a block of pairs: two blocks of 64 columns and their distances are 98 kB, and stay in a level-two cache. */
export const BLOCK = 64;

/** Rows with a single-precision copy, scaled into a ball of radius 1, by which distant pairs are excluded quickly. */
export interface ScreenedRows {
  /** rows × columns, row-major. */
  values: Float64Array;
  rows: number;
  columns: number;
  /** The center of the ball, subtracted from each row. */
  centers: Float64Array;
  /** 1 / radius of the ball; 0 if there is none. */
  scale: number;
  /** As many single-precision numbers as there are values, in half as many places. */
  float32: Float64Array;
  /** The same numbers in packed blocks. */
  packedFloat32: Float64Array;
}
