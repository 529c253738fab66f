import type { Work } from '../async/work.ts';
import { inChunks } from '../async/work.ts';
import { pickRows } from '../data/Dense.ts';
import { shuffle } from '../data/random.ts';
import type { Triplets } from '../neighbors/triplets/Triplets.ts';
import { createTriplets } from '../neighbors/triplets/Triplets.ts';

import type { Problem } from './Problem.ts';

/** The cost of a lookup in a map, in multiplications. */
const LOOKUP = 64;

/** The triplets of an anchor: from `start` to `end`, excluded. */
export interface AnchorRun {
  start: number;
  end: number;
}

/**
 * Distributes the anchors of a problem into batches, in random order.
 * @param problem - All rows, with triplets ordered by anchor.
 * @param size - Anchors per batch; the last batch may have fewer.
 */
export function* drawBatches(
  problem: Problem,
  size: number,
): Generator<AnchorRun[]> {
  const runs = shuffle(findRuns(problem.triplets), problem.random);
  for (let at = 0; at < runs.length; at += size) {
    yield runs.slice(at, at + size);
  }
}

/** The part of a problem that belongs to some anchors: their triplets, and the rows of these. */
export function* takeBatch(problem: Problem, runs: AnchorRun[]): Work<Problem> {
  const { inputs, triplets } = problem;
  const places = new Map<number, number>();
  const anchors = yield* renumber(triplets.anchors, runs, places);
  const targets = yield* renumber(triplets.targets, runs, places);
  const impostors = yield* renumber(triplets.impostors, runs, places);
  const rows = Array.from(places.keys());
  return {
    ...problem,
    inputs: {
      ...inputs,
      ...pickRows(inputs, rows),
      codes: Int32Array.from(rows, (row) => inputs.codes[row]),
    },
    triplets: yield* createTriplets(anchors, targets, impostors, rows.length),
  };
}

/**
 * Renumbers rows in order of appearance.
 * @param places - The numbers so far; those of new rows are added.
 */
function* renumber(
  list: Int32Array,
  runs: AnchorRun[],
  places: Map<number, number>,
): Work<Int32Array> {
  const length = runs.reduce((sum, { start, end }) => sum + end - start, 0);
  const numbers = new Int32Array(length);
  let count = 0;
  const cost = (LOOKUP * length) / runs.length;
  yield* inChunks(runs.length, cost, (from, to) => {
    for (let run = from; run < to; run++) {
      const { start, end } = runs[run];
      for (let at = start; at < end; at++) {
        const row = list[at];
        const place = places.get(row) ?? places.size;
        if (place === places.size) places.set(row, place);
        numbers[count++] = place;
      }
    }
  });
  return numbers;
}

// the triplets of each anchor
function findRuns({ anchors, length }: Triplets): AnchorRun[] {
  const runs: AnchorRun[] = [];
  let start = 0;
  for (let end = 1; end <= length; end++) {
    if (end < length && anchors[end] === anchors[start]) continue;
    runs.push({ start, end });
    start = end;
  }
  return runs;
}
