import type { LabelledData } from '../../data/LabelledData.ts';
import { groupByClass } from '../../data/LabelledData.ts';
import type { DifferenceNorm } from '../../linear-algebra/norms.ts';
import { AscendingRows } from '../../neighbors/nearest/AscendingRows.ts';
import { NearestHeaps } from '../../neighbors/nearest/NearestHeaps.ts';
import type { Normals } from '../bounds/Normals.ts';
import type { RoundingBounds } from '../bounds/RoundingBounds.ts';

import { SameClassRows } from './SameClassRows.ts';

/** A relative error above all rounding in what is compared. */
const SURELY = 1e-6;

/**
 * The smallest perturbations E[j][i] after which an impostor j is as near as row i of the class, for one query after the other.
 *
 * Most pairs are never examined. Impostors are visited by their distance d_j, and rows of the class by theirs; only the a
 * largest E of an impostor matter, and an impostor is skipped once these are known to be at least a limit. And
 * ‖normal‖ ≤ σ ‖z_j − z_i‖ ≤ σ (d_i + d_j), so that a rows have an E of an impostor that is no less than
 * (P_j − Q_a) / 2σ(d_a + d_j), with a the a-th nearest row of the class: that grows with d_j, and where it is as large as the
 * limit, the rest need not be visited. O(n) for each query, and O(d) for each pair examined.
 */
export class PairRadii {
  readonly #a: number;
  readonly #normals: Normals;
  readonly #roundings: RoundingBounds;
  /** Rows in the order of their classes, and where each class begins. */
  readonly #byClass: Int32Array;
  readonly #starts: Int32Array;
  /** The rows of the class, and all others. */
  readonly sameClass: SameClassRows;
  readonly impostors: AscendingRows;
  /** The a largest E of an impostor, with their signs changed; then E_1 to E_a. */
  readonly #largest: NearestHeaps;
  readonly #values: Float64Array;
  /** The dual norm of a normal, as far as perturbations of the query may go along it. */
  norm: DifferenceNorm;
  /** Pairs that the last visit has examined. */
  examined = 0;

  /**
   * Allocates everything that any query needs. O(n).
   * @param a - How many of the largest E of an impostor matter.
   * @param training - The classes of all rows.
   */
  constructor(
    a: number,
    training: LabelledData,
    normals: Normals,
    roundings: RoundingBounds,
  ) {
    this.#a = a;
    this.#normals = normals;
    this.#roundings = roundings;
    const { order, starts } = groupByClass(training);
    this.#byClass = order;
    this.#starts = starts;
    this.sameClass = new SameClassRows(training.rows, roundings);
    this.impostors = new AscendingRows(training.rows);
    this.#largest = new NearestHeaps(1, a);
    this.#values = new Float64Array(a);
    this.norm = normals.norm;
  }

  /**
   * Begins with a new query.
   * @param code - Its class.
   * @param squares - Squared distances of all training rows from queries.
   * @param start - Where those of this query begin.
   */
  begin(code: number, squares: Float64Array, start: number): void {
    const first = this.#starts[code];
    const end = this.#starts[code + 1];
    const byClass = this.#byClass;
    this.sameClass.fill(byClass, first, end, squares, start);
    this.impostors.clear();
    this.impostors.add(byClass, 0, first, squares, start);
    this.impostors.add(byClass, end, byClass.length, squares, start);
    this.impostors.order();
  }

  /** P of the impostor of a rank. */
  lowerSquareAt(rank: number): number {
    return this.#roundings.lowerSquare(Math.sqrt(this.impostors.keyAt(rank)));
  }

  /** Whether E_a of the impostor of a rank, and of all farther ones, are at least the limit. */
  isBeyond(rank: number, limit: number): boolean {
    const { sameClass } = this;
    // without a rows of the class, no impostor can be passed over: its E_a is 0
    if (sameClass.size < this.#a) return false;
    const { operatorNorm, absoluteError } = this.#normals;
    const lowerSquare = this.lowerSquareAt(rank);
    const ahead = lowerSquare - sameClass.upperSquareAt(this.#a - 1);
    // otherwise the difference is mostly rounding, and need not grow with the distance
    if (!(ahead > SURELY * lowerSquare)) return false;
    const distances =
      sameClass.distanceAt(this.#a - 1) + Math.sqrt(this.impostors.keyAt(rank));
    const normal = operatorNorm * distances * (1 + SURELY) + 3 * absoluteError;
    return ahead * (1 - SURELY) >= 2 * normal * limit;
  }

  /**
   * Finds E_1 to E_a of the impostor of a rank.
   * @param most - How many rows of the class to look at, the nearest ones: with fewer than all, the results are lower bounds.
   * @returns `undefined` if E_a is at least the limit; otherwise valid until the next call.
   */
  visit(
    rank: number,
    limit: number,
    most = this.sameClass.size,
  ): Float64Array | undefined {
    const { images, columns, relativeError, absoluteError } = this.#normals;
    const { sameClass, norm } = this;
    const largest = this.#largest;
    const lowerSquare = this.lowerSquareAt(rank);
    const from = this.impostors.rowAt(rank) * columns;
    largest.clear();
    let own = 0;
    const size = Math.min(most, sameClass.size);
    for (; own < size; own++) {
      const ahead = lowerSquare - sameClass.upperSquareAt(own);
      // nor is it nearer than rows of the class that are farther
      if (!(ahead > 0)) break;
      const to = sameClass.rowAt(own) * columns;
      const normal =
        norm(images, columns, from, to) * relativeError + absoluteError;
      const radius = ahead / (2 * normal);
      // an image that is not finite
      if (!(radius > 0)) continue;
      largest.offer(0, own, -radius);
      if (-largest.farthest(0) < limit) continue;
      this.examined = own + 1;
      return undefined;
    }
    this.examined = own;
    if (-largest.farthest(0) >= limit) return undefined;
    largest.sort(0, 1);
    const { distances } = largest;
    for (let at = 0; at < this.#a; at++) {
      this.#values[at] = Math.max(0, -distances[at]);
    }
    return this.#values;
  }
}
