import { seededRandom } from '../random.ts';
import { pickRows } from '../validation/dense.ts';
import type { LabelledData } from '../validation/labelledData.ts';

/**
 * Draws rows without putting any back.
 * @param rows - How many there are.
 * @param limit - How many to draw at most.
 * @param seed - Where the choice comes from.
 * @returns Their indices, in ascending order; all, if there are no more than the limit.
 */
export function sampleRows(
  rows: number,
  limit: number,
  seed: number,
): Int32Array {
  const order = Int32Array.from({ length: rows }, (_, row) => row);
  if (rows <= limit) return order;
  const random = seededRandom(seed);
  for (let at = 0; at < limit; at++) {
    const other = at + Math.floor(random() * (rows - at));
    [order[at], order[other]] = [order[other], order[at]];
  }
  return order.slice(0, limit).toSorted();
}

/**
 * Copies some of many.
 * @param items - All.
 * @param rows - Which.
 * @returns Those.
 */
export function pick<Item>(
  items: ArrayLike<Item>,
  rows: ArrayLike<number>,
): Item[] {
  return Array.from(rows, (row) => items[row]);
}

/**
 * Copies some rows with their classes.
 * @param data - All.
 * @param rows - Which.
 * @returns Those.
 */
export function pickData(data: LabelledData, rows: Int32Array): LabelledData {
  const codes = rows.map((row) => data.codes[row]);
  return { ...pickRows(data, rows), codes, classes: data.classes };
}
