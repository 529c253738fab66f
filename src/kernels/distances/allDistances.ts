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
  /** The blocks, packed, each as long as one of `size`. */
  packed: Float64Array;
  /** rows × stride, overwritten; infinite to itself. */
  distances: Float64Array;
  stride: number;
}

/**
 * The least stride for some rows that puts neighbours of a column into different sets of a cache: lines of eight numbers,
 * an odd number of them.
 * @param rows - How many rows.
 * @returns Numbers.
 */
export function strideOfAll(rows: number): number {
  return 16 * Math.ceil((rows - 8) / 16) + 8;
}

/**
 * Measures how far some rows are from each other and from all later rows, and puts that where it belongs for both rows of a
 * pair. O(rows · columns) for each row.
 * @param all - The cloud.
 * @param runs - Where the rows of each part begin and end, at blocks; each part in a thread of its own, where there are some.
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
