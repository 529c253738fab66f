import type { Run } from '../arena/splitRows.ts';

import { blockDistances, packedLength } from './blockDistances.ts';

/** A cloud, and the squared distances of all its pairs of rows. */
export interface AllDistances {
  /** rows × columns, row-major. */
  points: Float64Array;
  rows: number;
  columns: number;
  /** Rows of a block; the last may have fewer. */
  size: number;
  /** The packed blocks, each as long as one of `size` rows. */
  packed: Float64Array;
  /** rows × stride, overwritten; the distance of a row to itself is infinite. */
  distances: Float64Array;
  stride: number;
}

/**
 * The least stride for `rows` numbers that puts adjacent entries of a column into different cache sets: an odd number
 * of lines of eight numbers.
 */
export function strideOfAll(rows: number): number {
  return 16 * Math.ceil((rows - 8) / 16) + 8;
}

/**
 * Computes the squared distances of some rows to each other and to all later rows, and stores each for both rows of the
 * pair. O(rows · columns) for each row.
 * @param runs - Rows of each part, starting at blocks; with threads, each part runs in its own thread.
 */
export function measureBlocks(all: AllDistances, runs: Run[]): void {
  for (const run of runs) measureOfRun(all, run);
}

function measureOfRun(all: AllDistances, [from, to]: Run): void {
  const { points, rows, columns, size, packed, distances, stride } = all;
  const length = packedLength(size, columns);
  for (let top = from; top < to; top += size) {
    const height = Math.min(size, to - top);
    for (let left = top; left < rows; left += size) {
      const width = Math.min(size, rows - left);
      blockDistances(
        points,
        columns,
        top,
        height,
        packed,
        (left / size) * length,
        width,
        distances,
        top * stride + left,
        stride,
      );
      for (let row = top; row < top + height; row++) {
        for (let other = left; other < left + width; other++) {
          distances[other * stride + row] = distances[row * stride + other];
        }
      }
    }
  }
  for (let row = from; row < to; row++) {
    distances[row * stride + row] = Infinity;
  }
}
