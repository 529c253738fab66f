import type { Run } from '../arena/splitRows.ts';

import { blockDistances } from './blockDistances.ts';
import type { ScreenedRows } from './float32Rows.ts';
import { BLOCK } from './float32Rows.ts';

/** A run of rows that other rows are compared with. */
export interface RunOfColumns {
  left: number;
  right: number;
  /** The run, packed. */
  packed: Float64Array;
}

/** The squared distances below which pairs are wanted, for each row. */
export interface PairLimits {
  /** The class of each row. */
  codes: Int32Array;
  /** For pairs of the same class. */
  sameClass: Float64Array;
  /** For pairs of different classes. */
  otherClass: Float64Array;
}

/** The pairs found, and memory that the search overwrites. */
export interface NearPairs {
  /** One row of each pair. */
  rows: Int32Array;
  /** The other one. */
  others: Int32Array;
  distances: Float64Array;
  /** BLOCK × BLOCK. */
  scratch: Float64Array;
}

/**
 * Finds pairs of some rows and a run of rows whose squared distance is below the limit of either row, for pairs of the same
 * class or of different ones. Each row meets
 * those of the run in ascending order, and vice versa. Distances are sums over the columns, in order. O(rows · width ·
 * columns) for each part.
 * @param screened - All rows.
 * @param block - The run of rows, up to `BLOCK`.
 * @param runs - Rows of each part; with threads, each part runs in its own thread.
 * @param parts - One for each run, overwritten: `BLOCK` places for each row, and three more.
 * @returns The number of pairs of each part.
 */
export function findNearPairs(
  screened: ScreenedRows,
  block: RunOfColumns,
  limits: PairLimits,
  runs: Run[],
  parts: NearPairs[],
): number[] {
  return runs.map((run, at) =>
    findOfRun(screened, block, limits, run, parts[at]),
  );
}

// in the order of the compiled kernel: tiles of two rows and eight columns
function findOfRun(
  { values, columns }: ScreenedRows,
  { left, right, packed }: RunOfColumns,
  { codes, sameClass, otherClass }: PairLimits,
  [from, to]: Run,
  { rows, others, distances, scratch }: NearPairs,
): number {
  const width = right - left;
  let count = 0;
  for (let top = from; top < to; top += BLOCK) {
    const bottom = Math.min(top + BLOCK, to);
    blockDistances(
      values,
      columns,
      top,
      bottom - top,
      packed,
      0,
      width,
      scratch,
      0,
      width,
    );
    for (let upper = top; upper < bottom; upper += 2) {
      for (let first = left; first < right; first += 8) {
        const end = Math.min(first + 8, right);
        for (let row = upper; row < Math.min(upper + 2, bottom); row++) {
          for (let other = first; other < end; other++) {
            const distance = scratch[(row - top) * width + other - left];
            const limits = codes[row] === codes[other] ? sameClass : otherClass;
            if (!(distance < limits[row] || distance < limits[other])) continue;
            rows[count] = row;
            others[count] = other;
            distances[count] = distance;
            count++;
          }
        }
      }
    }
  }
  return count;
}
