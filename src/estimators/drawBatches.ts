import type { Triplets } from '../neighbors/Triplets.ts';
import { createTriplets } from '../neighbors/Triplets.ts';
import type { LabelledData } from '../validation/labelledData.ts';

import type { Problem } from './Problem.ts';

/** A part of a problem, and how many anchors it has. */
export interface Batch {
  problem: Problem;
  anchors: number;
}

/**
 * Deals the anchors of a problem into batches, in an order that is drawn; their targets and impostors come with them.
 * @param problem - All rows, with triplets ordered by anchor.
 * @param size - Anchors of a batch; the last one may have fewer.
 * @yields Problems over the rows of one batch each.
 */
export function* drawBatches(problem: Problem, size: number): Generator<Batch> {
  const { inputs, triplets, random } = problem;
  const starts = findStarts(triplets);
  const order = shuffle(starts.slice(0, -1), random);
  const ends = new Map(
    Array.from(starts.slice(1), (end, at) => [starts[at], end]),
  );
  const places = new Int32Array(inputs.rows).fill(-1);
  for (let at = 0; at < order.length; at += size) {
    const runs = Array.from(order.subarray(at, at + size), (start) => ({
      start,
      end: ends.get(start) as number,
    }));
    const part = takePart(inputs, triplets, runs, places);
    yield { problem: { ...problem, ...part }, anchors: runs.length };
  }
}

// where the triplets of each anchor begin, and where the last ones end
function findStarts({ anchors, length }: Triplets): Int32Array {
  const starts: number[] = [];
  for (let at = 0; at < length; at++) {
    if (at === 0 || anchors[at] !== anchors[at - 1]) starts.push(at);
  }
  return Int32Array.from([...starts, length]);
}

// Fisher and Yates
function shuffle(items: Int32Array, random: () => number): Int32Array {
  for (let last = items.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [items[last], items[other]] = [items[other], items[last]];
  }
  return items;
}

function takePart(
  inputs: LabelledData,
  triplets: Triplets,
  runs: Array<{ start: number; end: number }>,
  places: Int32Array,
): { inputs: LabelledData; triplets: Triplets } {
  const { columns } = inputs;
  const rows: number[] = [];
  const place = (row: number) => {
    if (places[row] === -1) places[row] = rows.push(row) - 1;
    return places[row];
  };
  const take = (from: Int32Array) => {
    const taken: number[] = [];
    for (const { start, end } of runs) {
      for (let at = start; at < end; at++) taken.push(place(from[at]));
    }
    return Int32Array.from(taken);
  };
  const anchors = take(triplets.anchors);
  const targets = take(triplets.targets);
  const impostors = take(triplets.impostors);
  const values = new Float64Array(rows.length * columns);
  for (const [at, row] of rows.entries()) {
    const from = row * columns;
    values.set(inputs.values.subarray(from, from + columns), at * columns);
    places[row] = -1;
  }
  return {
    inputs: {
      ...inputs,
      values,
      rows: rows.length,
      codes: Int32Array.from(rows, (row) => inputs.codes[row]),
    },
    triplets: createTriplets(anchors, targets, impostors, rows.length),
  };
}
