import { normOf } from '../../linear-algebra/norms.ts';
import { LeastDistance } from '../../solvers/least-distance/LeastDistance.ts';
import type { Normals } from '../bounds/Normals.ts';
import type { SameClassRows } from '../radius/SameClassRows.ts';

/** A constraint is met if it is violated by less than this part of the perturbation's length: the radius is as exact. */
const MET = 1e-10;
/** The largest number of constraints per impostor: on real data a handful, at most some more than there are columns. */
const MOST_STEPS = 1000;

/**
 * The shortest perturbation after which a row is at least as near to an impostor as to all rows of its class, in the impostor's cell:
 *
 *     min ‖e‖₂  such that  2 nᵢ · e ≥ P − Qᵢ  for all rows i of the class,   nᵢ = map (z_impostor − zᵢ),
 *
 * with P and Q as `RoundingBounds` has them, so that every row in the cell by `predict` satisfies it. For any v ≥ 0 no such e is shorter
 * than v · (P − Q) / 2‖Σ vᵢ nᵢ‖, by Cauchy and Schwarz: the multipliers of the minimum make it sharp, and the result is this
 * number, rounded down, and not the length of the minimum. Each single i gives its E.
 */
export class ImpostorCell {
  readonly #normals: Normals;
  readonly #least: LeastDistance;
  readonly #normal: Float64Array;
  readonly #sum: Float64Array;
  /** The shortest perturbation so far, and the impostor whose cell it leads to; −1: none. */
  readonly move: Float64Array;
  impostor = -1;
  #smallest = Infinity;
  /** Multiplications of the last call. */
  cost = 0;

  /**
   * Works on pairs of training rows.
   * @param normals - Their normals, with Euclidean norms.
   */
  constructor(normals: Normals) {
    this.#normals = normals;
    const { columns } = normals;
    this.#least = new LeastDistance(columns);
    this.#normal = new Float64Array(columns);
    this.#sum = new Float64Array(columns);
    this.move = new Float64Array(columns);
  }

  /** Starts with a new query. */
  begin(): void {
    this.#smallest = Infinity;
    this.impostor = -1;
  }

  /**
   * Bounds the norm of perturbations into the cell of an impostor.
   * @param row - The impostor, a training row.
   * @param lowerSquare - P.
   * @param sameClass - The rows of the class, with their Q.
   * @param limit - A bound that reaches this limit is not sharpened further.
   * @returns A lower bound, as sharp as rounding allows if it is below the limit.
   */
  sharpen(
    row: number,
    lowerSquare: number,
    sameClass: SameClassRows,
    limit: number,
  ): number {
    const least = this.#least;
    least.begin();
    this.cost = 0;
    // P is not below the true square then
    if (lowerSquare === 0) return this.#keep(row, 0);
    let bound = 0;
    for (let step = 0; step < MOST_STEPS; step++) {
      const rank = this.#worst(row, lowerSquare, sameClass);
      if (rank < 0) break;
      const height = (lowerSquare - sameClass.upperSquareAt(rank)) / 2;
      this.#setNormal(row, sameClass.rowAt(rank));
      if (!least.add(this.#normal, height)) break;
      bound = Math.max(bound, this.#bound());
      if (bound >= limit) return bound;
    }
    return this.#keep(row, bound);
  }

  #keep(row: number, bound: number): number {
    if (!(bound < this.#smallest)) return bound;
    this.#smallest = bound;
    this.impostor = row;
    this.move.set(this.#least.point);
    return bound;
  }

  // the constraint that is violated most; −1: all are met
  #worst(row: number, lowerSquare: number, sameClass: SameClassRows): number {
    const { images, columns, norm } = this.#normals;
    const { point } = this.#least;
    const from = row * columns;
    let worst = -1;
    let farthest = MET * normOf(2, point);
    let onto = 0;
    for (let k = 0; k < columns; k++) onto += images[from + k] * point[k];
    for (let rank = 0; rank < sameClass.size; rank++) {
      const to = sameClass.rowAt(rank) * columns;
      let reached = onto;
      for (let k = 0; k < columns; k++) reached -= images[to + k] * point[k];
      const missing =
        (lowerSquare - sameClass.upperSquareAt(rank)) / 2 - reached;
      if (!(missing > 0)) continue;
      const far = missing / norm(images, columns, from, to);
      if (!(far > farthest && far < Infinity)) continue;
      farthest = far;
      worst = rank;
    }
    this.cost += 2 * sameClass.size * columns;
    return worst;
  }

  #setNormal(row: number, other: number): void {
    const { images, columns } = this.#normals;
    for (let k = 0; k < columns; k++) {
      this.#normal[k] = images[row * columns + k] - images[other * columns + k];
    }
  }

  // v · heights / ‖Σ v n‖, of normals that may each be longer than computed
  #bound(): number {
    const { columns, relativeError, absoluteError } = this.#normals;
    const least = this.#least;
    const sum = this.#sum;
    sum.fill(0);
    let height = 0;
    let heights = 0;
    let sizes = 0;
    let longest = 0;
    least.visitActive((multiplier, bound, normals, start) => {
      let square = 0;
      for (let k = 0; k < columns; k++) {
        sum[k] += multiplier * normals[start + k];
        square += normals[start + k] ** 2;
      }
      height += multiplier * bound;
      heights += multiplier * Math.abs(bound);
      sizes += multiplier * Math.sqrt(square);
      longest += multiplier * absoluteError;
    });
    // the rounding error of a sum of as many products, as a part of their absolute values
    const part = (least.active + 16) * Number.EPSILON;
    const length = normOf(2, sum) * relativeError + longest + part * sizes;
    const bound = (height - part * heights) / length;
    // multipliers that are all 0 give no bound
    return Math.max(bound, 0);
  }
}
