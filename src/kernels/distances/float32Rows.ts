import { kernelsOf } from '../arena/memory.ts';

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
  singles: Float64Array;
  /** The same in blocks, turned. */
  turnedSingles: Float64Array;
}

/**
 * Puts rows into a ball of radius 1, in single precision. Only where compiled kernels reach them. O(rows · columns).
 * @param screened - The rows.
 */
export function prepareSingles(screened: ScreenedRows): void {
  const { values, rows, columns, centers, scale } = screened;
  const { singles, turnedSingles } = screened;
  kernelsOf(values, centers, singles, turnedSingles)?.prepareSingles(
    values.byteOffset,
    rows,
    columns,
    centers.byteOffset,
    scale,
    singles.byteOffset,
    turnedSingles.byteOffset,
  );
}
