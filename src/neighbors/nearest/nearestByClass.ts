import type { Work } from '../../async/work.ts';
import type { LabelledData } from '../../data/LabelledData.ts';
import type { PairLimits } from '../../kernels/distances/nearPairs.ts';
import type { ScanOptions } from '../pairs/PairScan.ts';
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
 * @returns Both lists for each row, nearest first.
 */
export function* nearestByClass(
  data: LabelledData,
  targets: number,
  impostors: number,
  scanOptions?: ScanOptions,
): Work<NeighborsByClass> {
  const scan = new PairScan(data, scanOptions);
  scan.values.set(data.values);
  const search = new Search(data, scan.limits, data.rows, targets, impostors);
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
  scanOptions?: ScanOptions,
): Work<NeighborsByClass> {
  const scan = new PairScan(data, scanOptions);
  scan.values.set(data.values);
  const search = new Search(data, scan.limits, queries, targets, impostors);
  yield* scan.visitQueries(queries, (row, other, distance) =>
    search.offer(row, other, distance),
  );
  scan.release();
  return search;
}

/** The neighbours found so far, and the limits below which further rows are needed: 0 if a row is not a query. */
class Search implements NeighborsByClass {
  readonly targets: NearestLists;
  readonly impostors: NearestLists;
  readonly #limits: PairLimits;

  constructor(
    { codes }: LabelledData,
    limits: PairLimits,
    queries: number,
    targets: number,
    impostors: number,
  ) {
    this.targets = new NearestLists(queries, targets);
    this.impostors = new NearestLists(queries, impostors);
    this.#limits = limits;
    limits.codes.set(codes);
    if (targets > 0) limits.sameClass.fill(Infinity, 0, queries);
    if (impostors > 0) limits.otherClass.fill(Infinity, 0, queries);
  }

  offer(row: number, other: number, distance: number): void {
    const { codes, sameClass, otherClass } = this.#limits;
    const isSameClass = codes[row] === codes[other];
    const lists = isSameClass ? this.targets : this.impostors;
    lists.offer(row, other, distance);
    (isSameClass ? sameClass : otherClass)[row] = lists.farthest(row);
  }
}
