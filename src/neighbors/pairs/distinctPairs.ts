import type { Work } from '../../async/work.ts';
import { inChunks } from '../../async/work.ts';

/** Distinct unordered pairs of rows, in ascending order of `first`. */
export interface Pairs {
  /** The lower row of each pair. */
  first: Int32Array;
  /** The higher row of each pair. */
  second: Int32Array;
}

/** Distinct pairs, and the index of each listed pair among them. */
export interface DistinctPairs extends Pairs {
  /** For each listed pair, its index in `first` and `second`. */
  places: Int32Array;
}

/** The cost of a random access to memory, in multiplications. */
const LOOKUP = 32;

/**
 * Finds the distinct unordered pairs in a list of pairs, so that what depends on a pair is computed once. A counting
 * sort by the lower row, then a stamp for each higher one: O(pairs + rows).
 * @returns The distinct pairs, the lower row first.
 */
export function* distinctPairs(
  left: Int32Array,
  right: Int32Array,
  rows: number,
): Work<DistinctPairs> {
  const { order, starts } = yield* sortByLowerRow(left, right, rows);
  const places = new Int32Array(left.length);
  const first = new Int32Array(left.length);
  const second = new Int32Array(left.length);
  // the last index given to each higher row: valid for the current lower row if it is not before `groupStart`
  const placeOf = new Int32Array(rows).fill(-1);
  let count = 0;
  yield* inChunks(rows, (LOOKUP * left.length) / rows, (from, to) => {
    for (let lower = from; lower < to; lower++) {
      const groupStart = count;
      for (let at = starts[lower]; at < starts[lower + 1]; at++) {
        const listed = order[at];
        const higher = Math.max(left[listed], right[listed]);
        if (placeOf[higher] < groupStart) {
          placeOf[higher] = count;
          first[count] = lower;
          second[count] = higher;
          count++;
        }
        places[listed] = placeOf[higher];
      }
    }
  });
  return {
    first: first.slice(0, count),
    second: second.slice(0, count),
    places,
  };
}

/** Concatenates two lists of rows. */
export function concatenate(a: Int32Array, b: Int32Array): Int32Array {
  const both = new Int32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function* sortByLowerRow(
  left: Int32Array,
  right: Int32Array,
  rows: number,
): Work<{ order: Int32Array; starts: Int32Array }> {
  const starts = new Int32Array(rows + 1);
  for (let i = 0; i < left.length; i++) {
    starts[Math.min(left[i], right[i]) + 1]++;
  }
  for (let row = 0; row < rows; row++) starts[row + 1] += starts[row];
  const next = starts.slice(0, rows);
  const order = new Int32Array(left.length);
  yield* inChunks(left.length, LOOKUP, (from, to) => {
    for (let i = from; i < to; i++) {
      order[next[Math.min(left[i], right[i])]++] = i;
    }
  });
  return { order, starts };
}
