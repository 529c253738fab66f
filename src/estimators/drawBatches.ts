import type { Triplets } from '../neighbors/Triplets.ts';
import { createTriplets } from '../neighbors/Triplets.ts';
import type { Work } from '../work.ts';

import type { Problem } from './Problem.ts';

/** The triplets of an anchor: from the first to the end, excluded. */
export interface Run {
  start: number;
  end: number;
}

/**
 * Deals the anchors of a problem into batches, in an order that is drawn.
 * @param problem - All rows, with triplets ordered by anchor.
 * @param size - Anchors of a batch; the last one may have fewer.
 * @yields The runs of one batch each.
 */
export function* drawBatches(problem: Problem, size: number): Generator<Run[]> {
  const { triplets, random } = problem;
  const starts = findStarts(triplets);
  const order = shuffle(starts.slice(0, -1), random);
  const ends = new Map(
    Array.from(starts.slice(1), (end, at) => [starts[at], end]),
  );
  for (let at = 0; at < order.length; at += size) {
    yield Array.from(order.subarray(at, at + size), (start) => ({
      start,
      end: ends.get(start) as number,
    }));
  }
}

/**
 * The part of a problem that is about some anchors: their triplets, and the rows that these need.
 * @param problem - The problem.
 * @param runs - The triplets of the anchors.
 * @yields Between pieces.
 * @returns The same problem over these rows.
 */
export function* takeBatch(problem: Problem, runs: Run[]): Work<Problem> {
  const { inputs, triplets } = problem;
  const { columns } = inputs;
  const places = new Map<number, number>();
  const place = (row: number) => {
    const known = places.get(row);
    if (known !== undefined) return known;
    places.set(row, places.size);
    return places.size - 1;
  };
  const [anchors, targets, impostors] = [
    triplets.anchors,
    triplets.targets,
    triplets.impostors,
  ].map((from) => {
    const parts = runs.map(({ start, end }) => from.subarray(start, end));
    return Int32Array.from(parts.flatMap((part) => Array.from(part, place)));
  });
  yield;
  const rows = Array.from(places.keys());
  const values = new Float64Array(rows.length * columns);
  for (const [at, row] of rows.entries()) {
    const from = row * columns;
    values.set(inputs.values.subarray(from, from + columns), at * columns);
  }
  return {
    ...problem,
    inputs: {
      ...inputs,
      values,
      rows: rows.length,
      codes: Int32Array.from(rows, (row) => inputs.codes[row]),
    },
    triplets: yield* createTriplets(anchors, targets, impostors, rows.length),
  };
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
