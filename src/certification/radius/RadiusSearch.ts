import type { Work } from '../../async/work.ts';
import { shouldYield } from '../../async/work.ts';
import type { LabelledData } from '../../data/LabelledData.ts';
import { groupByClass } from '../../data/LabelledData.ts';
import { AscendingRows } from '../../neighbors/nearest/AscendingRows.ts';
import { NearestHeaps } from '../../neighbors/nearest/NearestHeaps.ts';
import type { Normals } from '../bounds/Normals.ts';
import type { RoundingBounds } from '../bounds/RoundingBounds.ts';
import type { ImpostorCell } from '../exact/ImpostorCell.ts';

import { LosingVotes } from './LosingVotes.ts';
import { SameClassRows } from './SameClassRows.ts';

/** A relative error above all rounding in what is compared. */
const SURELY = 1e-6;
/** The cost of an impostor besides its pairs, in multiplications. */
const TAKEN = 32;

/**
 * Finds the norm of perturbations below which the prediction of a row stays: with E[j][i] the smallest perturbation after which
 * an impostor j is as near as row i of the same class, an order statistic of these (`LosingVotes`). Where two classes vote and k
 * is odd, that is the radius of Wang et al. (Provably Robust Metric Learning, NeurIPS 2020): with a = ⌊k/2⌋ + 1, the (k − a + 1)-th
 * smallest over j of the a-th largest over i. Otherwise it is larger, since pluralities and ties may hold as well.
 *
 * Most pairs are never examined. Impostors are visited by their distance d_j, and rows of the class by theirs. An impostor is
 * skipped once a rows have an E that is no less than the bound so far: it cannot lower any of the order statistics below it. And
 * ‖normal‖ ≤ σ ‖z_j − z_i‖ ≤ σ (d_i + d_j), so that a rows have an E of an impostor that is no less than
 * (P_j − Q_a) / 2σ(d_a + d_j), with a the a-th nearest row of the class: that grows with d_j, and where it is as large as the
 * bound, the search ends. The result is the same number as from the table of all pairs. O(n) for each query, and O(d) for each
 * pair examined.
 *
 * With k = 1, an impostor's value may be sharpened to the norm after which it is nearer than all rows of the class: that is
 * no less than each E, so the same impostors are skipped.
 */
export class RadiusSearch {
  readonly #k: number;
  readonly #a: number;
  readonly #b: number;
  readonly #normals: Normals;
  readonly #roundings: RoundingBounds;
  /** Rows in the order of their classes, and where each class begins. */
  readonly #byClass: Int32Array;
  readonly #starts: Int32Array;
  readonly #sameClass: SameClassRows;
  readonly #impostors: AscendingRows;
  readonly #cell: ImpostorCell | undefined;
  /** The a largest E of an impostor, with their signs changed; then E_1 to E_a. */
  readonly #largest: NearestHeaps;
  readonly #values: Float64Array;
  readonly #bound: LosingVotes;
  readonly #codes: Int32Array;

  /**
   * Allocates everything that any query needs. O(n).
   * @param k - The number of rows that vote.
   * @param training - The classes of all rows.
   * @param cell - Sharpens the values of impostors; only where k is 1.
   */
  constructor(
    k: number,
    training: LabelledData,
    normals: Normals,
    roundings: RoundingBounds,
    cell?: ImpostorCell,
  ) {
    this.#a = Math.floor(k / 2) + 1;
    this.#b = k - this.#a + 1;
    this.#normals = normals;
    this.#roundings = roundings;
    const { order, starts } = groupByClass(training);
    this.#byClass = order;
    this.#starts = starts;
    this.#sameClass = new SameClassRows(training.rows, roundings);
    this.#impostors = new AscendingRows(training.rows);
    this.#cell = cell;
    this.#largest = new NearestHeaps(1, this.#a);
    this.#values = new Float64Array(this.#a);
    this.#bound = new LosingVotes(k, training.classes.length);
    this.#codes = training.codes;
    this.#k = k;
  }

  /**
   * Finds the radius of a query.
   * @param code - The class that is predicted.
   * @param rows - Raw rows.
   * @param from - Where the query begins in them.
   * @param squares - Squared distances of all training rows from queries.
   * @param start - Where those of this query begin.
   * @yields Between impostors.
   * @returns The radius; infinite if the other classes have too few rows to win.
   */
  *find(
    code: number,
    rows: Float64Array,
    from: number,
    squares: Float64Array,
    start: number,
  ): Work<number> {
    this.#cell?.begin();
    const size = this.#starts[code + 1] - this.#starts[code];
    if (this.#byClass.length - size < this.#b) return Infinity;
    this.#sort(code, squares, start);
    const most = this.#largestRadius(rows, from);
    this.#roundings.begin(rows, from, most);
    const least = yield* this.#visitImpostors();
    return this.#roundings.roundRadiusDown(Math.min(most, least), rows, from);
  }

  #sort(code: number, squares: Float64Array, start: number): void {
    const first = this.#starts[code];
    const end = this.#starts[code + 1];
    const byClass = this.#byClass;
    this.#sameClass.fill(byClass, first, end, squares, start);
    this.#impostors.clear();
    this.#impostors.add(byClass, 0, first, squares, start);
    this.#impostors.add(byClass, end, byClass.length, squares, start);
    this.#impostors.order();
    this.#bound.clear();
  }

  // at an impostor, the planes of all pairs with it are behind: but for rounding, no radius is larger than the distance to the
  // farthest of the k nearest impostors
  #largestRadius(rows: Float64Array, from: number): number {
    let most = 0;
    const count = Math.min(this.#k, this.#impostors.size);
    for (let rank = 0; rank < count; rank++) {
      const other = this.#impostors.rowAt(rank);
      most = Math.max(most, this.#roundings.distance(rows, from, other));
    }
    return most;
  }

  *#visitImpostors(): Work<number> {
    const impostors = this.#impostors;
    const { columns } = this.#normals;
    // without a rows of the class, no impostor can be passed over: its E_a is 0
    const isFull = this.#sameClass.size >= this.#a;
    const last = isFull ? this.#sameClass.distanceAt(this.#a - 1) : 0;
    const upperSquare = isFull
      ? this.#sameClass.upperSquareAt(this.#a - 1)
      : Infinity;
    let cost = 0;
    for (let rank = 0; rank < impostors.size; rank++) {
      const limit = this.#bound.value;
      const distance = Math.sqrt(impostors.keyAt(rank));
      const lowerSquare = this.#roundings.lowerSquare(distance);
      if (limit === 0) break;
      if (this.#isBeyond(limit, lowerSquare, upperSquare, last + distance)) {
        break;
      }
      const row = impostors.rowAt(rank);
      cost += TAKEN + columns * this.#visitSameClass(row, lowerSquare, limit);
      if (-this.#largest.farthest(0) < limit) {
        const values = this.#readLargest();
        const sharp = this.#cell?.sharpen(
          row,
          lowerSquare,
          this.#sameClass,
          limit,
        );
        cost += this.#cell?.cost ?? 0;
        if (sharp !== undefined) values[0] = Math.max(values[0], sharp);
        this.#bound.offer(row, this.#codes[row], values);
      }
      if (!shouldYield(cost)) continue;
      yield;
      cost = 0;
    }
    return this.#bound.value;
  }

  // E_1 to E_a of the impostor that was looked at
  #readLargest(): Float64Array {
    this.#largest.sort(0, 1);
    const { distances } = this.#largest;
    return this.#values.map((_, at) => Math.max(0, -distances[at]));
  }

  // whether the values of this impostor and of all farther ones are at least the limit
  #isBeyond(
    limit: number,
    lowerSquare: number,
    upperSquare: number,
    distances: number,
  ): boolean {
    const { operatorNorm, absoluteError } = this.#normals;
    const ahead = lowerSquare - upperSquare;
    // otherwise the difference is mostly rounding, and need not grow with the distance
    if (!(ahead > SURELY * lowerSquare)) return false;
    const normal = operatorNorm * distances * (1 + SURELY) + 3 * absoluteError;
    return ahead * (1 - SURELY) >= 2 * normal * limit;
  }

  // finds the a largest E of an impostor, until these are at least the limit; returns the number of pairs examined
  #visitSameClass(row: number, lowerSquare: number, limit: number): number {
    const { images, columns, norm, relativeError, absoluteError } =
      this.#normals;
    const sameClass = this.#sameClass;
    const largest = this.#largest;
    const from = row * columns;
    largest.clear();
    let rank = 0;
    for (; rank < sameClass.size; rank++) {
      const ahead = lowerSquare - sameClass.upperSquareAt(rank);
      // nor is it nearer than rows of the class that are farther
      if (!(ahead > 0)) break;
      const to = sameClass.rowAt(rank) * columns;
      const normal =
        norm(images, columns, from, to) * relativeError + absoluteError;
      const size = ahead / (2 * normal);
      // an image that is not finite
      if (!(size > 0)) continue;
      largest.offer(0, rank, -size);
      if (-largest.farthest(0) >= limit) return rank + 1;
    }
    return rank;
  }
}
