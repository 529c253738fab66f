import type { Work } from '../../async/work.ts';
import { inChunks } from '../../async/work.ts';
import type { Dense } from '../../data/Dense.ts';
import { PairScan } from '../pairs/PairScan.ts';

import type { NearestTable } from './NearestHeaps.ts';
import { NearestHeaps } from './NearestHeaps.ts';

/** The relative error of the square of a square root: three roundings, and one of the limit. */
const ROUNDING = 4 * Number.EPSILON;
/** With fewer multiplications, JavaScript is done before an instance of WebAssembly is created (0.1 ms). */
const WORTH_AN_INSTANCE = 2 ** 17;
/** The cost of inserting a neighbour, in multiplications. */
const SORTED = 32;

/**
 * Finds the nearest rows of each query, whatever their classes, by Euclidean distance: the root of a sum of squared
 * differences, column by column in order. Exact; rows at the same distance are ordered by index. O(queries · rows · d)
 * time, and O(log count) for each row that is kept, even temporarily; O((queries + rows) d + queries · count) memory.
 * @param queries - q × d.
 * @param rows - n × d.
 * @param count - The number of neighbours of each query, at most n.
 * @returns The neighbours of each query, nearest first; places stay empty if too few rows are at a finite distance.
 */
export function* nearestRows(
  queries: Dense,
  rows: Dense,
  count: number,
): Work<NearestTable> {
  const { columns } = queries;
  const isSmall = queries.rows * rows.rows * columns < WORTH_AN_INSTANCE;
  const scan = new PairScan(
    { rows: queries.rows + rows.rows, columns },
    isSmall ? { guess: 0 } : {},
  );
  const { values, limits } = scan;
  values.set(queries.values);
  values.set(rows.values, queries.values.length);
  limits.sameClass.fill(Infinity, 0, queries.rows);
  const heaps = new NearestHeaps(queries.rows, count);
  yield* scan.visitQueries(queries.rows, (query, place, square) => {
    // compares roots, which are what is returned: different squares may have the same root
    heaps.offer(query, place - queries.rows, Math.sqrt(square));
    const farthest = heaps.farthest(query);
    limits.sameClass[query] = farthest * farthest * (1 + ROUNDING);
  });
  scan.release();
  yield* inChunks(queries.rows, SORTED * count, (from, to) =>
    heaps.sort(from, to),
  );
  return heaps;
}
