import type { Work } from '../../async/work.ts';
import { inChunks } from '../../async/work.ts';
import type { Dense } from '../../data/Dense.ts';
import { float64Beside, reserve } from '../../kernels/arena/memory.ts';
import { PairScan, bytesOfScan } from '../pairs/PairScan.ts';

import type { NearestTable } from './NearestHeaps.ts';
import { NearestHeaps } from './NearestHeaps.ts';

/** What the square of a root may differ by from what the root was taken of: three roundings, and one of the limit. */
const ROUNDING = 4 * Number.EPSILON;
/** Multiplications below which JavaScript is done before an instance of WebAssembly is made (.1 ms). */
const WORTH_AN_INSTANCE = 2 ** 17;
/** What it takes to sort a neighbour in, in multiplications. */
const SORTED = 32;
/** Bytes between arrays, each of which begins at the beginning of a register. */
const GAPS = 256;

/**
 * Finds the nearest rows of each query, whatever their classes, by Euclidean distance: the root of a sum of squared
 * differences, column by column in order. Exact; rows at the same distance go by their index, the lower one first.
 * O(queries · rows · d) time, and O(log count) for each row that is kept, if only for a while; O((queries + rows) d +
 * queries · count) memory.
 * @param queries - q × d.
 * @param rows - n × d.
 * @param count - The number of neighbours of each query, n at most.
 * @returns The neighbours of each query, nearest first; places are left empty if too few rows are at a finite distance.
 */
export function* nearestRows(
  queries: Dense,
  rows: Dense,
  count: number,
): Work<NearestTable> {
  const data = placeTogether(queries, rows);
  const heaps = new NearestHeaps(queries.rows, count);
  const limits = float64Beside(data.values, data.rows);
  limits.fill(Infinity, 0, queries.rows);
  const scan = new PairScan(data);
  yield* scan.visitQueries(
    data,
    queries.rows,
    limits,
    (query, place, square) => {
      // by roots, which are what is given: squares that differ may have the same root
      heaps.offer(query, place - queries.rows, Math.sqrt(square));
      const farthest = heaps.farthest(query);
      limits[query] = farthest * farthest * (1 + ROUNDING);
    },
  );
  yield* inChunks(queries.rows, SORTED * count, (from, to) =>
    heaps.sort(from, to),
  );
  return heaps;
}

// where compiled kernels reach both
function placeTogether(queries: Dense, rows: Dense): Dense {
  const { columns } = queries;
  const count = queries.rows + rows.rows;
  const scan = bytesOfScan({ rows: count, columns });
  const bytes = 8 * count * (columns + 1) + scan + GAPS;
  const isLittle = queries.rows * rows.rows * columns < WORTH_AN_INSTANCE;
  const room = isLittle ? undefined : reserve(bytes);
  const values = float64Beside(room, count * columns);
  values.set(queries.values);
  values.set(rows.values, queries.values.length);
  return { values, rows: count, columns };
}
