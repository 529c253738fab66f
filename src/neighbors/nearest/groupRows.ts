import type { Work } from '../../async/work.ts';
import type { Dense } from '../../data/Dense.ts';

/** Rows of a group: two groups of 64 columns and their distances fit into a level-one cache, and groups are small balls. */
export const GROUP = 32;
/** With fewer rows, groups are runs of the input: finding better ones takes longer than it saves. */
const WORTH_SORTING = 512;
/** The rows of a part after which there may be a pause: splitting it took a millisecond. */
const LARGE = 2 ** 14;

/**
 * Sorts rows so that near rows are adjacent: splits at the median of the widest column, recursively, as a k-d tree
 * does, until no part has more than `GROUP` rows. All groups but the last are full. The same cloud gives the same
 * groups. O(n r log n).
 * @param cloud - n × r.
 * @param order - The rows, overwritten: each run of `GROUP` rows is a group.
 */
export function* groupRows(cloud: Dense, order: Int32Array): Work<void> {
  for (let row = 0; row < order.length; row++) order[row] = row;
  if (order.length >= WORTH_SORTING) {
    yield* split(cloud, order, 0, order.length);
  }
}

function* split(
  cloud: Dense,
  order: Int32Array,
  from: number,
  to: number,
): Work<void> {
  if (to - from <= GROUP) return;
  const middle = from + GROUP * Math.ceil((to - from) / (2 * GROUP));
  select(cloud, widestColumn(cloud, order, from, to), order, from, to, middle);
  if (to - from > LARGE) yield;
  yield* split(cloud, order, from, middle);
  yield* split(cloud, order, middle, to);
}

function widestColumn(
  { values, columns }: Dense,
  order: Int32Array,
  from: number,
  to: number,
): number {
  const low = new Float64Array(columns).fill(Infinity);
  const high = new Float64Array(columns).fill(-Infinity);
  for (let at = from; at < to; at++) {
    const row = order[at] * columns;
    for (let k = 0; k < columns; k++) {
      const value = values[row + k];
      if (value < low[k]) low[k] = value;
      if (value > high[k]) high[k] = value;
    }
  }
  let widest = 0;
  for (let k = 1; k < columns; k++) {
    if (high[k] - low[k] > high[widest] - low[widest]) widest = k;
  }
  return widest;
}

// Hoare's selection: afterwards no row before the place is above one at or after it
function select(
  { values, columns }: Dense,
  column: number,
  order: Int32Array,
  from: number,
  to: number,
  place: number,
): void {
  const valueAt = (at: number) => values[order[at] * columns + column];
  let low = from;
  let high = to - 1;
  while (low < high) {
    const pivot = valueAt((low + high) >> 1);
    let i = low;
    let j = high;
    while (i <= j) {
      while (valueAt(i) < pivot) i++;
      while (valueAt(j) > pivot) j--;
      if (i > j) break;
      const row = order[i];
      order[i] = order[j];
      order[j] = row;
      i++;
      j--;
    }
    if (place <= j) high = j;
    else if (place >= i) low = i;
    else return;
  }
}
