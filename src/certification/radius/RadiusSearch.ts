import type { Work } from '../../async/work.ts';
import { shouldYield } from '../../async/work.ts';
import type { LabelledData } from '../../data/LabelledData.ts';
import { groupByClass } from '../../data/LabelledData.ts';
import { AscendingRows } from '../../neighbors/nearest/AscendingRows.ts';
import { NearestHeaps } from '../../neighbors/nearest/NearestHeaps.ts';
import type { Normals } from '../bounds/Normals.ts';
import type { RoundingBounds } from '../bounds/RoundingBounds.ts';
import type { ImpostorCell } from '../exact/ImpostorCell.ts';

import { SameClassRows } from './SameClassRows.ts';

/** More than the rounding of all that is compared with it, as a part. */
const SURELY = 1e-6;
/** What goes on in an impostor beside its pairs, in multiplications. */
const TAKEN = 32;

/**
 * Finds how far a row may be moved until it may lose the majority of its k nearest rows (Wang et al., Provably Robust Metric
 * Learning, NeurIPS 2020): with E[j][i] the smallest perturbation that brings row j of another class as near as row i of its own,
 *
 *     a = ⌊k/2⌋ + 1,  b = k − a + 1:   R = the b-th smallest over j of (the a-th largest over i of E[j][i]).
 *
 * For fewer than R, at most b − 1 others are nearer than the a-th of the class, so that a of the k nearest are of the class.
 * A strict majority needs no rule for ties.
 *
 * Most pairs are never looked at. Others are visited by their distance d_j, and rows of the class by theirs. An impostor is done
 * with once a rows have an E that is no less than the b-th smallest value so far: it cannot be among the b smallest. And
 * ‖normal‖ ≤ σ ‖z_j − z_i‖ ≤ σ (d_i + d_j), so that no value of an impostor is less than (P_j − Q_a) / 2σ(d_a + d_j), with a
 * the a-th nearest row of the class: that grows with d_j, and where it is as large as the b-th smallest value, all is done.
 * What comes out is the same number as from the table of all pairs. O(n) for each query, and O(d) for each pair looked at.
 *
 * With one vote, an impostor's value may be sharpened to what it takes to be nearer to it than to all rows of the class: that is
 * no less than each E, so the same impostors are passed over.
 */
export class RadiusSearch {
  readonly #a: number;
  readonly #b: number;
  readonly #normals: Normals;
  readonly #roundings: RoundingBounds;
  /** Rows in the order of their classes, and where each class begins. */
  readonly #byClass: Int32Array;
  readonly #starts: Int32Array;
  readonly #own: SameClassRows;
  readonly #others: AscendingRows;
  readonly #cell: ImpostorCell | undefined;
  /** The a largest E of an impostor, with their signs changed; the b smallest values. */
  readonly #largest: NearestHeaps;
  readonly #smallest: NearestHeaps;

  /**
   * Allocates everything that any query needs. O(n).
   * @param k - How many rows vote.
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
    this.#own = new SameClassRows(training.rows, roundings);
    this.#others = new AscendingRows(training.rows);
    this.#cell = cell;
    this.#largest = new NearestHeaps(1, this.#a);
    this.#smallest = new NearestHeaps(1, this.#b);
  }

  /**
   * Finds the radius of a query.
   * @param code - The class that must keep its majority.
   * @param rows - Raw rows.
   * @param from - Where the query begins in them.
   * @param squares - Squared distances of all training rows from queries.
   * @param start - Where those of this query begin.
   * @yields Between impostors.
   * @returns The radius: 0 if rows of the class are not in the majority; infinite if there are too few rows
   * of other classes.
   */
  *find(
    code: number,
    rows: Float64Array,
    from: number,
    squares: Float64Array,
    start: number,
  ): Work<number> {
    this.#cell?.begin();
    const own = this.#starts[code + 1] - this.#starts[code];
    if (own < this.#a) return 0;
    if (this.#byClass.length - own < this.#b) return Infinity;
    this.#sort(code, squares, start);
    const most = this.#farthestMove(rows, from);
    this.#roundings.begin(rows, from, most);
    const least = yield* this.#visitOthers();
    return this.#roundings.roundRadiusDown(Math.min(most, least), rows, from);
  }

  #sort(code: number, squares: Float64Array, start: number): void {
    const first = this.#starts[code];
    const end = this.#starts[code + 1];
    const byClass = this.#byClass;
    this.#own.fill(byClass, first, end, squares, start);
    this.#others.clear();
    this.#others.add(byClass, 0, first, squares, start);
    this.#others.add(byClass, end, byClass.length, squares, start);
    this.#others.order();
    this.#smallest.clear();
  }

  // whoever moves onto an impostor has passed the planes of all pairs with it: no radius is larger, but for rounding, than
  // the way to the farthest of b impostors
  #farthestMove(rows: Float64Array, from: number): number {
    let most = 0;
    for (let rank = 0; rank < this.#b; rank++) {
      const other = this.#others.rowAt(rank);
      most = Math.max(most, this.#roundings.distance(rows, from, other));
    }
    return most;
  }

  *#visitOthers(): Work<number> {
    const others = this.#others;
    const { columns } = this.#normals;
    const last = this.#own.distanceAt(this.#a - 1);
    const above = this.#own.aboveAt(this.#a - 1);
    let cost = 0;
    for (let rank = 0; rank < others.size; rank++) {
      const limit = this.#smallest.farthest(0);
      const distance = Math.sqrt(others.keyAt(rank));
      const below = this.#roundings.lowerSquare(distance);
      if (limit === 0) break;
      if (this.#isBeyond(limit, below, above, last + distance)) break;
      const row = others.rowAt(rank);
      cost += TAKEN + columns * this.#visitOwn(row, below, limit);
      const value = -this.#largest.farthest(0);
      if (value < limit) {
        const sharp = this.#cell?.sharpen(row, below, this.#own, limit);
        cost += this.#cell?.cost ?? 0;
        this.#smallest.offer(0, row, Math.max(0, value, sharp ?? 0));
      }
      if (!shouldYield(cost)) continue;
      yield;
      cost = 0;
    }
    return this.#smallest.farthest(0);
  }

  // whether the value of this impostor, and of all that are farther, is no less than the limit
  #isBeyond(
    limit: number,
    below: number,
    above: number,
    distances: number,
  ): boolean {
    const { operatorNorm, absoluteError } = this.#normals;
    const ahead = below - above;
    // otherwise its digits are those of rounding, and need not grow with the distance
    if (!(ahead > SURELY * below)) return false;
    const normal = operatorNorm * distances * (1 + SURELY) + 3 * absoluteError;
    return ahead * (1 - SURELY) >= 2 * normal * limit;
  }

  // finds the a largest E of an impostor, until these are no less than the limit; returns how many pairs were looked at
  #visitOwn(row: number, below: number, limit: number): number {
    const { images, columns, norm, relativeError, absoluteError } =
      this.#normals;
    const own = this.#own;
    const largest = this.#largest;
    const from = row * columns;
    largest.clear();
    let rank = 0;
    for (; rank < own.size; rank++) {
      const ahead = below - this.#own.aboveAt(rank);
      // nor is it ahead of those that are farther
      if (!(ahead > 0)) break;
      const to = own.rowAt(rank) * columns;
      const normal =
        norm(images, columns, from, to) * relativeError + absoluteError;
      const size = ahead / (2 * normal);
      // an image that is no number
      if (!(size > 0)) continue;
      largest.offer(0, rank, -size);
      if (-largest.farthest(0) >= limit) return rank + 1;
    }
    return rank;
  }
}
