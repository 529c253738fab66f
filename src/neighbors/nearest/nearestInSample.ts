import type { Work } from '../../async/work.ts';
import { pickRows } from '../../data/Dense.ts';
import type { LabelledData } from '../../data/LabelledData.ts';
import { groupByClass } from '../../data/LabelledData.ts';
import type { Random } from '../../data/random.ts';
import type { ScanOptions } from '../pairs/PairScan.ts';
import { concatenate } from '../pairs/distinctPairs.ts';

import { NearestLists } from './NearestLists.ts';
import type { NeighborsByClass } from './nearestByClass.ts';
import { nearestByClass, nearestOfQueries } from './nearestByClass.ts';

/**
 * Finds, for every row, its nearest rows of the same class, among so many of them at most, and its nearest rows of other classes
 * among a sample. O(n · size · d) time, while `nearestByClass` takes O(n² d / 2).
 * @param data - n × d inputs with classes.
 * @param size - Of a class with more rows than that, so many are drawn. More than `targets`.
 * @param sample - The rows among which impostors are searched, ascending, of at least two classes.
 * @returns Both lists for each row, nearest first.
 */
export function* nearestInSample(
  data: LabelledData,
  targets: number,
  impostors: number,
  size: number,
  sample: Int32Array,
  random: Random,
  scanOptions?: ScanOptions,
): Work<NeighborsByClass> {
  const everyRow = Int32Array.from(data.codes.keys());
  const found = {
    targets: new NearestLists(data.rows, targets),
    impostors: new NearestLists(data.rows, impostors),
  };
  yield;
  for (const sameClass of groupByClass(data).members) {
    if (sameClass.length <= size) {
      const rows = takeRows(data, sameClass);
      const near = yield* nearestByClass(rows, targets, 0, scanOptions);
      copyLists(near.targets, found.targets, sameClass, sameClass);
      yield;
      continue;
    }
    const drawn = draw(sameClass.slice(), size, random).toSorted();
    const both = concatenate(sameClass, drawn);
    // a row may be among those that were drawn
    const rows = takeRows(data, both);
    yield;
    const near = yield* nearestOfQueries(
      rows,
      sameClass.length,
      targets + 1,
      0,
      scanOptions,
    );
    copyLists(near.targets, found.targets, sameClass, both);
    yield;
  }
  const both = concatenate(everyRow, sample);
  const rows = takeRows(data, both);
  yield;
  const near = yield* nearestOfQueries(
    rows,
    data.rows,
    0,
    impostors,
    scanOptions,
  );
  yield;
  copyLists(near.impostors, found.impostors, everyRow, both);
  yield;
  return found;
}

/**
 * Draws rows from each class in proportion to its size, at least one.
 * @param data - n × d inputs with classes.
 * @param size - The number of rows, up to rounding.
 * @returns Rows, ascending.
 */
export function drawSample(
  data: LabelledData,
  size: number,
  random: Random,
): Int32Array {
  const drawn = groupByClass(data).members.flatMap((mates) => {
    const count = Math.max(1, Math.floor((size * mates.length) / data.rows));
    return Array.from(draw(mates, count, random));
  });
  return Int32Array.from(drawn).toSorted();
}

// the beginning of a Fisher–Yates shuffle
function draw(rows: Int32Array, count: number, random: Random): Int32Array {
  for (let at = 0; at < count; at++) {
    const other = at + Math.floor(random() * (rows.length - at));
    [rows[at], rows[other]] = [rows[other], rows[at]];
  }
  return rows.subarray(0, count);
}

function takeRows(data: LabelledData, rows: Int32Array): LabelledData {
  const picked = pickRows(data, rows);
  return { ...data, ...picked, codes: rows.map((row) => data.codes[row]) };
}

// the lists of some rows, in which neighbours are numbered as candidates, without the row itself
function copyLists(
  from: NearestLists,
  to: NearestLists,
  queries: Int32Array,
  candidates: Int32Array,
): void {
  const { indices, distances, size } = from;
  for (let at = 0; at < queries.length; at++) {
    for (let place = at * size; place < (at + 1) * size; place++) {
      if (indices[place] === -1) break;
      const neighbor = candidates[indices[place]];
      if (neighbor === queries[at]) continue;
      to.offer(queries[at], neighbor, distances[place]);
    }
  }
}
