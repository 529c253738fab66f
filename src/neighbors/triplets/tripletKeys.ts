import type { Work } from '../../async/work.ts';
import { inChunks } from '../../async/work.ts';

/** The cost of a random access to memory, in multiplications. */
const LOOKUP = 32;

/** A growing list of numbers, in memory that doubles. */
export class KeyList {
  #values = new Float64Array(1024);
  #length = 0;

  /** The numbers so far. */
  get values(): Float64Array {
    return this.#values.subarray(0, this.#length);
  }

  /** Appends a number. */
  push(key: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Float64Array(2 * this.#length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = key;
  }
}

/**
 * Sorts keys `group · size + member` whose members already ascend within each group. O(keys + groups).
 * @param size - The largest number of members of a group.
 * @returns The keys, ascending.
 */
export function* sortByGroup(
  keys: Float64Array,
  groups: number,
  size: number,
): Work<Float64Array> {
  const starts = new Int32Array(groups + 1);
  yield* inChunks(keys.length, LOOKUP, (from, to) => {
    for (let at = from; at < to; at++) {
      starts[Math.floor(keys[at] / size) + 1]++;
    }
  });
  for (let group = 0; group < groups; group++) {
    starts[group + 1] += starts[group];
  }
  const sorted = new Float64Array(keys.length);
  yield* inChunks(keys.length, LOOKUP, (from, to) => {
    for (let at = from; at < to; at++) {
      sorted[starts[Math.floor(keys[at] / size)]++] = keys[at];
    }
  });
  return sorted;
}

/**
 * Sorts runs of a few keys each, in place. O(keys · run length).
 * @param starts - Where each run begins; the last one extends to the end.
 */
export function sortRuns(keys: Float64Array, starts: Int32Array): void {
  for (let run = 0; run < starts.length; run++) {
    const start = starts[run];
    const end = run + 1 < starts.length ? starts[run + 1] : keys.length;
    for (let at = start + 1; at < end; at++) {
      const key = keys[at];
      let to = at;
      for (; to > start && keys[to - 1] > key; to--) keys[to] = keys[to - 1];
      keys[to] = key;
    }
  }
}

/**
 * Whether a key is in a sorted list. O(log keys).
 * @param sorted - Keys, ascending.
 */
export function hasKey(sorted: Float64Array, key: number): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < key) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === key;
}

/**
 * Merges two sorted lists without duplicates. O(keys).
 * @returns The keys of either, ascending, each once.
 */
export function mergeKeys(a: Float64Array, b: Float64Array): Float64Array {
  const both = new Float64Array(a.length + b.length);
  let count = 0;
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const fromA = j === b.length || a[i] <= b[j];
    const key = fromA ? a[i] : b[j];
    if (fromA) i++;
    if (j < b.length && b[j] === key) j++;
    both[count++] = key;
  }
  return both.slice(0, count);
}
