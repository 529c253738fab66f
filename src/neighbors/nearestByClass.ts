import { float64Beside } from '../kernels/memory.ts';
import type { LabelledData } from '../validation/labelledData.ts';
import type { Work } from '../work.ts';

import { NearestLists } from './NearestLists.ts';
import type { DistanceBlock } from './distanceBlocks.ts';
import {
  visitAllPairs,
  visitBelow,
  visitQueryPairs,
} from './distanceBlocks.ts';

/** The nearest rows of the same class and of the other classes. */
export interface NeighborsByClass {
  /** The nearest rows of the same class, without the row itself. */
  targets: NearestLists;
  /** The nearest rows of the other classes. */
  impostors: NearestLists;
}

/**
 * Finds, for every row, its nearest rows within its class and outside it, by Euclidean distance of the inputs.
 * Exact; ties, and differences of the size of rounding, go to the lower row. Each pair of rows is visited once and serves
 * both.
 * O(n² d / 2) time, O(n (targets + impostors)) memory.
 * @param data - n × d inputs with classes.
 * @param targets - How many rows of the same class.
 * @param impostors - How many rows of other classes.
 * @yields Between blocks of rows.
 * @returns Both lists for each row, nearest first.
 */
export function* nearestByClass(
  data: LabelledData,
  targets: number,
  impostors: number,
): Work<NeighborsByClass> {
  const neighbors = createLists(data.rows, targets, impostors);
  const { codes } = data;
  const limits = float64Beside(data.values, data.rows).fill(Infinity);
  const offer = (row: number, other: number, distance: number) => {
    const isMate = codes[row] === codes[other];
    const lists = isMate ? neighbors.targets : neighbors.impostors;
    lists.offer(row, other, distance);
    limits[row] = Math.max(
      neighbors.targets.farthest(row),
      neighbors.impostors.farthest(row),
    );
  };
  yield* visitAllPairs(data, (block) =>
    visitBelow(block, limits, (row, other, distance) => {
      // blocks on the diagonal hold each pair twice
      if (other <= row) return;
      offer(row, other, distance);
      offer(other, row, distance);
    }),
  );
  return neighbors;
}

/**
 * Finds the nearest rows within and outside its class for each of the first rows, among the rows after them.
 * Exact; ties, and differences of the size of rounding, go to the lower row. O(queries (n − queries) d) time.
 * @param data - The queries, then the rows to search: n × d with classes.
 * @param queries - How many of the rows are queries.
 * @param targets - How many rows of the same class.
 * @param impostors - How many rows of other classes.
 * @yields Between blocks of rows.
 * @returns Both lists for each query, nearest first.
 */
export function* nearestOfQueries(
  data: LabelledData,
  queries: number,
  targets: number,
  impostors: number,
): Work<NeighborsByClass> {
  const neighbors = createLists(queries, targets, impostors);
  yield* visitQueryPairs(data, queries, (block) =>
    offerToFirstRun(data, block, neighbors),
  );
  return neighbors;
}

function createLists(
  rows: number,
  targets: number,
  impostors: number,
): NeighborsByClass {
  return {
    targets: new NearestLists(rows, targets),
    impostors: new NearestLists(rows, impostors),
  };
}

// the rows of the first run look for neighbours in the second
function offerToFirstRun(
  { codes }: LabelledData,
  { top, bottom, left, right, distances }: DistanceBlock,
  { targets, impostors }: NeighborsByClass,
): void {
  const width = right - left;
  for (let row = top; row < bottom; row++) {
    for (let other = left; other < right; other++) {
      const lists = codes[row] === codes[other] ? targets : impostors;
      lists.offer(row, other, distances[(row - top) * width + other - left]);
    }
  }
}
