import { blockDistances } from '../kernels/blockDistances.ts';
import type { Dense } from '../validation/dense.ts';
import type { Work } from '../work.ts';

import type { Triplets } from './Triplets.ts';
import { createTriplets } from './Triplets.ts';
import type { DistanceBlock } from './distanceBlocks.ts';
import { visitAllPairs } from './distanceBlocks.ts';

/**
 * How much farther than its reach an impostor may be to be taken along, in units of the push's 1: the metric still moves
 * a little, and an impostor that comes within reach only then would cost another round.
 */
const SLACK = 0.25;

/** What a search has come upon. */
interface Found {
  /** Violators, and those that nearly are. */
  keys: number[];
  /** Whether a violator is not in the set. */
  isMissing: boolean;
}

/**
 * The triplets that may violate `d²(i,l) ≥ 1 + d²(i,j)`: a set that grows, out of every row of another class for each pair
 * of an anchor and one of its targets. A problem over this set that is solved, and that lacks no violator, is the
 * problem over all triplets solved, since the others cost nothing.
 */
export class ActiveTriplets {
  readonly #codes: Int32Array;
  /** The pairs (anchor, target), ordered by anchor. */
  readonly #anchors: Int32Array;
  readonly #targets: Int32Array;
  /** Where each anchor's pairs begin among them, rows + 1. */
  readonly #starts: Int32Array;
  /** `pair · rows + impostor` of each triplet, ascending. */
  #keys: Float64Array;
  #triplets: Triplets;

  /**
   * Begins with the mined triplets.
   * @param codes - The class of each row.
   * @param mined - Triplets ordered by anchor, then target, then impostor.
   */
  constructor(codes: Int32Array, mined: Triplets) {
    const { anchors, targets, impostors } = mined;
    const isNew = (at: number) =>
      anchors[at] !== anchors[at - 1] || targets[at] !== targets[at - 1];
    const firsts = anchors.map((_, at) => at).filter((at) => isNew(at));
    this.#codes = codes;
    this.#anchors = firsts.map((at) => anchors[at]);
    this.#targets = firsts.map((at) => targets[at]);
    this.#starts = new Int32Array(codes.length + 1);
    for (const anchor of this.#anchors) this.#starts[anchor + 1]++;
    for (let row = 0; row < codes.length; row++) {
      this.#starts[row + 1] += this.#starts[row];
    }
    this.#keys = new Float64Array(impostors.length);
    let pair = -1;
    for (const [at, impostor] of impostors.entries()) {
      if (isNew(at)) pair++;
      this.#keys[at] = pair * codes.length + impostor;
    }
    this.#keys.sort();
    this.#triplets = mined;
  }

  /** How many pairs of an anchor and a target there are. */
  get pairs(): number {
    return this.#anchors.length;
  }

  /** The triplets of the set. */
  get triplets(): Triplets {
    return this.#triplets;
  }

  /**
   * Looks through all triplets for violators that the set lacks; adds them, and those that nearly are.
   * O(n² r) time, and memory for the violators.
   * @param embedding - n × r.
   * @yields Between blocks of rows.
   * @returns True if one was missing; else the set is as it was.
   */
  *grow(embedding: Dense): Work<boolean> {
    const reach = this.#targetDistances(embedding);
    const farthest = this.#farthestOf(reach);
    const found: Found = { keys: [], isMissing: false };
    yield* visitAllPairs(embedding, (block) =>
      this.#collect(block, reach, farthest, found),
    );
    if (!found.isMissing) return false;
    this.#keys = union(this.#keys, Float64Array.from(found.keys).toSorted());
    this.#triplets = this.#createTriplets();
    return true;
  }

  // d² of each pair (anchor, target)
  #targetDistances({ values, columns }: Dense): Float64Array {
    const distance = new Float64Array(1);
    return Float64Array.from(this.#anchors, (anchor, pair) => {
      const target = this.#targets[pair];
      blockDistances(values, columns, anchor, 1, target, 1, distance);
      return distance[0];
    });
  }

  #farthestOf(reach: Float64Array): Float64Array {
    return Float64Array.from(this.#codes, (_, row) => {
      let farthest = -Infinity;
      for (let at = this.#starts[row]; at < this.#starts[row + 1]; at++) {
        farthest = Math.max(farthest, reach[at]);
      }
      return farthest;
    });
  }

  // each violator, and each that nearly is
  #collect(
    { top, bottom, left, right, distances }: DistanceBlock,
    reach: Float64Array,
    farthest: Float64Array,
    found: Found,
  ): void {
    const width = right - left;
    const codes = this.#codes;
    for (let row = top; row < bottom; row++) {
      for (let other = Math.max(left, row + 1); other < right; other++) {
        if (codes[row] === codes[other]) continue;
        const distance = distances[(row - top) * width + other - left];
        const limit = distance - 1 - SLACK;
        if (farthest[row] > limit) {
          this.#collectOf(row, other, distance, reach, found);
        }
        if (farthest[other] > limit) {
          this.#collectOf(other, row, distance, reach, found);
        }
      }
    }
  }

  #collectOf(
    anchor: number,
    impostor: number,
    distance: number,
    reach: Float64Array,
    found: Found,
  ): void {
    const rows = this.#codes.length;
    for (let at = this.#starts[anchor]; at < this.#starts[anchor + 1]; at++) {
      const violation = 1 + reach[at] - distance;
      if (violation <= -SLACK) continue;
      const key = at * rows + impostor;
      found.keys.push(key);
      if (violation > 0 && !has(this.#keys, key)) found.isMissing = true;
    }
  }

  #createTriplets(): Triplets {
    const rows = this.#codes.length;
    const pairs = Int32Array.from(this.#keys, (key) => Math.floor(key / rows));
    return createTriplets(
      pairs.map((pair) => this.#anchors[pair]),
      pairs.map((pair) => this.#targets[pair]),
      Int32Array.from(this.#keys, (key, at) => key - pairs[at] * rows),
      rows,
    );
  }
}

// whether a value is among sorted ones
function has(sorted: Float64Array, value: number): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === value;
}

// of two sorted lists, neither of which has a value twice
function union(a: Float64Array, b: Float64Array): Float64Array {
  const both = new Float64Array(a.length + b.length);
  let count = 0;
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const fromA = j === b.length || a[i] <= b[j];
    const value = fromA ? a[i] : b[j];
    if (fromA) i++;
    if (j < b.length && b[j] === value) j++;
    both[count++] = value;
  }
  return both.slice(0, count);
}
