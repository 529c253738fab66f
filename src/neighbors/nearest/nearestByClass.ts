import type { Work } from '../../async/work.ts';
import type { LabelledData } from '../../data/LabelledData.ts';
import type { ThreadLease } from '../../kernels/arena/KernelSource.ts';
import { PairScan } from '../pairs/PairScan.ts';

import { NearestLists } from './NearestLists.ts';

/** The nearest rows of the same class and of the other classes. */
export interface NeighborsByClass {
  /** The nearest rows of the same class, without the row itself. */
  targets: NearestLists;
  /** The nearest rows of the other classes. */
  impostors: NearestLists;
}

/**
 * Finds the nearest rows of the same class and of other classes for every row, by Euclidean distance of the inputs.
 * Exact; ties, and differences within rounding, go to the lower row. Each pair of rows is visited once and serves both.
 * O(n² d / 2) time, O(n (targets + impostors)) memory.
 * @param data - n × d inputs with classes.
 * @param lease - Threads that share the work.
 * @returns Both lists for each row, nearest first.
 */
export function* nearestByClass(
  data: LabelledData,
  targets: number,
  impostors: number,
  lease?: ThreadLease,
): Work<NeighborsByClass> {
  const scan = new PairScan(data, undefined, lease);
  scan.values.set(data.values);
  const { limits } = scan;
  const search = new Search(data, limits, data.rows, targets, impostors);
  yield* scan.visitAll((row, other, distance) => {
    // blocks on the diagonal contain each pair twice
    if (other <= row) return;
    search.offer(row, other, distance);
    search.offer(other, row, distance);
  });
  scan.release();
  return search;
}

/**
 * Finds the nearest rows of the same class and of other classes for each of the first rows, among the rows after them.
 * Exact; ties, and differences within rounding, go to the lower row. O(queries (n − queries) d) time.
 * @param data - The queries, then the rows to search: n × d with classes.
 * @returns Both lists for each query, nearest first.
 */
export function* nearestOfQueries(
  data: LabelledData,
  queries: number,
  targets: number,
  impostors: number,
): Work<NeighborsByClass> {
  const scan = new PairScan(data);
  scan.values.set(data.values);
  const search = new Search(data, scan.limits, queries, targets, impostors);
  yield* scan.visitQueries(queries, (row, other, distance) =>
    search.offer(row, other, distance),
  );
  scan.release();
  return search;
}

/** The neighbours found so far, and the limits below which further rows are needed. */
class Search implements NeighborsByClass {
  readonly targets: NearestLists;
  readonly impostors: NearestLists;
  /** For each row of the data, the distance below which a neighbour is needed; 0 if the row is not a query. */
  readonly #limits: Float64Array;
  readonly #codes: Int32Array;

  constructor(
    { codes }: LabelledData,
    limits: Float64Array,
    queries: number,
    targets: number,
    impostors: number,
  ) {
    this.targets = new NearestLists(queries, targets);
    this.impostors = new NearestLists(queries, impostors);
    this.#limits = limits.fill(Infinity, 0, queries);
    this.#codes = codes;
  }

  offer(row: number, other: number, distance: number): void {
    const { targets, impostors } = this;
    const isSameClass = this.#codes[row] === this.#codes[other];
    (isSameClass ? targets : impostors).offer(row, other, distance);
    const farthest = Math.max(targets.farthest(row), impostors.farthest(row));
    this.#limits[row] = farthest;
  }
}
