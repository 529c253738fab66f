import { pickRows } from '../../data/Dense.ts';
import type { LabelledData } from '../../data/LabelledData.ts';
import { seededRandom } from '../../data/random.ts';

/**
 * Samples rows without replacement.
 * @returns Their indices, in ascending order; all rows if there are no more than the limit.
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

/** Copies some items, by index. */
export function pick<Item>(
  items: ArrayLike<Item>,
  rows: ArrayLike<number>,
): Item[] {
  return Array.from(rows, (row) => items[row]);
}

/** Copies some rows with their classes. */
export function pickData(data: LabelledData, rows: Int32Array): LabelledData {
  const codes = rows.map((row) => data.codes[row]);
  return { ...pickRows(data, rows), codes, classes: data.classes };
}
