import type { Work } from '../../async/work.ts';
import { inChunks } from '../../async/work.ts';
import type { Dense } from '../../data/Dense.ts';
import type { ThreadLease } from '../../kernels/arena/KernelSource.ts';
import { measureDistances } from '../../kernels/norms/euclideanNorm.ts';
import { PairScan } from '../pairs/PairScan.ts';

import type { Triplets } from './Triplets.ts';
import { createTriplets } from './Triplets.ts';
import {
  KeyList,
  hasKey,
  mergeKeys,
  sortByGroup,
  sortRuns,
} from './tripletKeys.ts';

/**
 * An impostor is included if it is nearer than the hinge plus this, in units of the push's 1: the metric still changes
 * a little, and an impostor that violates only then would cost another round.
 */
const SLACK = 0.25;
/** The cost of writing a triplet, in multiplications. */
const LISTED = 32;

/** The result of a search. */
interface Found {
  /** Violators, and triplets that nearly are. */
  keys: KeyList;
  /** Whether a violator is not in the set. */
  isMissing: boolean;
}

/**
 * The triplets that may violate `d²(i,l) ≥ 1 + d²(i,j)`: a growing set, out of every row of another class for each pair
 * of an anchor and one of its targets. A solution over this set that violates no other triplet is a solution over all
 * triplets, since the others cost nothing.
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
   * Starts with the mined triplets.
   * @param mined - Triplets ordered by anchor, then target, then impostor.
   */
  constructor(codes: Int32Array, mined: Triplets) {
    const { length, anchors, targets, impostors } = mined;
    const firsts = firstsOfPairs(mined);
    this.#codes = codes;
    this.#anchors = firsts.map((at) => anchors[at]);
    this.#targets = firsts.map((at) => targets[at]);
    this.#starts = new Int32Array(codes.length + 1);
    for (const anchor of this.#anchors) this.#starts[anchor + 1]++;
    for (let row = 0; row < codes.length; row++) {
      this.#starts[row + 1] += this.#starts[row];
    }
    this.#keys = new Float64Array(length);
    let pair = -1;
    for (let at = 0; at < length; at++) {
      if (at === firsts[pair + 1]) pair++;
      this.#keys[at] = pair * codes.length + impostors[at];
    }
    sortRuns(this.#keys, firsts);
    this.#triplets = mined;
  }

  /** The number of pairs of an anchor and a target. */
  get pairs(): number {
    return this.#anchors.length;
  }

  /** The triplets of the set. */
  get triplets(): Triplets {
    return this.#triplets;
  }

  /**
   * Searches all triplets for violators that are not in the set, and adds them, as well as those that nearly violate.
   * O(n² r) time, and memory for the violators.
   * @param embedding - n × r.
   * @param lease - Threads that share the work.
   * @returns Whether a violator was missing; otherwise the set is unchanged.
   */
  *grow(embedding: Dense, lease?: ThreadLease): Work<boolean> {
    const reach = this.#targetDistances(embedding);
    const scan = new PairScan(embedding, { lease });
    scan.values.set(embedding.values);
    scan.limits.codes.set(this.#codes);
    this.#findLimits(reach, scan.limits.otherClass);
    const found: Found = { keys: new KeyList(), isMissing: false };
    yield* scan.visitAll((row, other, distance) => {
      if (other <= row) return;
      this.#collectOf(row, other, distance, reach, found);
      this.#collectOf(other, row, distance, reach, found);
    });
    scan.release();
    if (!found.isMissing) return false;
    // rows meet the others in ascending order, so the impostors of each pair ascend
    const sorted = yield* sortByGroup(
      found.keys.values,
      this.pairs,
      this.#codes.length,
    );
    this.#keys = mergeKeys(this.#keys, sorted);
    yield;
    this.#triplets = yield* this.#createTriplets();
    return true;
  }

  // d² of each pair (anchor, target)
  #targetDistances({ values, columns }: Dense): Float64Array {
    const distances = new Float64Array(this.pairs);
    measureDistances(values, columns, this.#anchors, this.#targets, distances);
    return distances;
  }

  // the distance of a row of another class below which it violates, or nearly so, for each row
  #findLimits(reach: Float64Array, limits: Float64Array): void {
    limits.fill(0);
    for (let row = 0; row < limits.length; row++) {
      for (let at = this.#starts[row]; at < this.#starts[row + 1]; at++) {
        limits[row] = Math.max(limits[row], 1 + SLACK + reach[at]);
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
      if (violation > 0 && !hasKey(this.#keys, key)) found.isMissing = true;
    }
  }

  *#createTriplets(): Work<Triplets> {
    const keys = this.#keys;
    const rows = this.#codes.length;
    const anchors = new Int32Array(keys.length);
    const targets = new Int32Array(keys.length);
    const impostors = new Int32Array(keys.length);
    yield* inChunks(keys.length, LISTED, (from, to) => {
      for (let at = from; at < to; at++) {
        const pair = Math.floor(keys[at] / rows);
        anchors[at] = this.#anchors[pair];
        targets[at] = this.#targets[pair];
        impostors[at] = keys[at] - pair * rows;
      }
    });
    return yield* createTriplets(anchors, targets, impostors, rows);
  }
}

// where the triplets of each pair of an anchor and a target begin
function firstsOfPairs({ length, anchors, targets }: Triplets): Int32Array {
  const firsts = new Int32Array(length);
  let count = 0;
  for (let at = 0; at < length; at++) {
    const isNew =
      anchors[at] !== anchors[at - 1] || targets[at] !== targets[at - 1];
    if (isNew) firsts[count++] = at;
  }
  return firsts.slice(0, count);
}
