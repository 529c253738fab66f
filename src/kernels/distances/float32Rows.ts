/** Rows of a block of pairs: two blocks of 64 columns and their distances are 98 kB, and stay in a level-two cache. */
export const BLOCK = 64;

/** Rows, and what tells soon that two of them are far apart: themselves in single precision, in a ball of radius 1. */
export interface ScreenedRows {
  /** rows × columns, row-major. */
  values: Float64Array;
  rows: number;
  columns: number;
  /** What is taken off each row for the ball. */
  centers: Float64Array;
  /** What its radius is multiplied by then. */
  scale: number;
  /** As many single numbers as there are values, in half as many places. */
  float32: Float64Array;
  /** The same in blocks, packed. */
  packedFloat32: Float64Array;
}
