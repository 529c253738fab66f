import type { Dense } from '../../data/Dense.ts';
import { normOf } from '../../linear-algebra/norms.ts';
import type { MarginNorm } from '../../margin/dualNorm.ts';
import type { PerturbationBox } from '../PerturbationSpace.ts';
import type { Normals } from '../bounds/Normals.ts';
import type { RoundingBounds } from '../bounds/RoundingBounds.ts';
import type { PairRadii } from '../radius/PairRadii.ts';
import type { QueryScan } from '../radius/QueryScan.ts';

import type { OutvotingRegion } from './OutvotingRegion.ts';
import type { PerturbedQuery } from './PerturbedQuery.ts';

/** A constraint is met if it is violated by less than this part of the perturbation's norm: the radius is as exact. */
const MET = 1e-10;
/** Differences of squared distances, as parts of them, that may be rounding. */
const ROUNDING = 4 * Number.EPSILON;

/**
 * The constraints of a region: n_ji · e ≥ (P_j − Q_i) / 2 for impostors j and rows i that have to be farther, n_ji = map (z_j − z_i),
 * with P and Q as `RoundingBounds` has them, so that every e after which `predict` sees the rows in this order satisfies
 * it; and the bounds of columns. They are far too many to be listed: those that a perturbation violates are looked for.
 */
export class RegionConstraints {
  readonly #embedding: Dense;
  readonly #classes: number;
  readonly #norm: MarginNorm;
  readonly #normals: Normals;
  readonly #roundings: RoundingBounds;
  readonly #pairs: PairRadii;
  readonly #query: PerturbedQuery;
  #code = 0;
  #box: PerturbationBox | undefined;
  /** The perturbation. */
  #point: Float64Array = new Float64Array();
  /** How much farther than necessary rows have to be. */
  #inset = 0;
  /** Rows of the class, by their ranks, that were too near: those that are most likely to be again. */
  readonly #known: number[] = [];
  /** The squared distances of the impostors from the query. */
  #keys: number[] = [];
  /** Smaller violations do not count. */
  #least = 0;
  /** The impostor that is farthest after the perturbation, by its rank, and its squared distance then. */
  #last = -1;
  #lastSquare = 0;
  /** The squared distance then of the impostor that is nearer than all rows of the class; −∞: there is none. */
  #firstSquare = -Infinity;
  /** The constraint that is violated most: by how much, its normal and b. Infinite: none of the perturbations meets all. */
  violation = 0;
  readonly normal: Float64Array;
  height = 0;
  /** The row of the class that is nearest, of too many that are nearer than the impostors: its rank; −1: they are not too many. */
  branch = -1;
  /** Those rows, if they are not too many. */
  readonly nearer: number[] = [];

  /**
   * Works on the row that a scan visits.
   * @param query - The same row, as it is perturbed.
   */
  constructor(scan: QueryScan, query: PerturbedQuery) {
    const { problem, normals, roundings, pairs } = scan;
    const { training, embedding } = problem.classifier;
    this.#classes = training.classes.length;
    this.#embedding = embedding;
    this.#norm = problem.norm;
    this.#normals = normals;
    this.#roundings = roundings;
    this.#pairs = pairs;
    this.#query = query;
    this.normal = new Float64Array(normals.columns);
  }

  /**
   * Begins with a new query.
   * @param code - Its class.
   */
  begin(code: number, box: PerturbationBox | undefined): void {
    this.#known.length = 0;
    this.#code = code;
    this.#box = box;
  }

  /**
   * Begins with a region.
   * @param inset - How much farther rows have to be, as half a difference of squared distances.
   */
  enter({ impostors }: OutvotingRegion, inset: number): void {
    this.#inset = inset;
    this.#keys = impostors.map((rank) => this.#pairs.impostors.keyAt(rank));
  }

  /**
   * Looks for the constraint that a perturbation violates most.
   * @param point - The perturbation, which the query has been given.
   */
  look(region: OutvotingRegion, point: Float64Array): void {
    this.violation = 0;
    this.#point = point;
    this.#least = MET * normOf(this.#norm, point);
    if (this.#box) this.#lookAtBox(this.#box);
    const { first, impostors, isFull } = region;
    this.#last = this.#lastOf(impostors);
    this.#lastSquare = this.#squareOf(this.#last);
    this.#firstSquare = first < 0 ? -Infinity : this.#squareOf(first);
    // rows of the class that were too near before are again in other regions: they come first
    for (const rank of this.#known) this.#lookAtRow(region, rank);
    if (this.violation > 0) return;
    this.#lookAtSameClass(region);
    if (this.violation > 0 || this.branch >= 0) return;
    if (isFull && this.#classes > 2) this.#lookAtVotes(region);
  }

  // the impostor that is farthest after the perturbation, by its rank
  #lastOf(impostors: number[]): number {
    let last = -1;
    let most = -Infinity;
    for (const rank of impostors) {
      const square = this.#squareOf(rank);
      if (square <= most) continue;
      most = square;
      last = rank;
    }
    return last;
  }

  #squareOf(rank: number): number {
    const row = this.#pairs.impostors.rowAt(rank);
    return this.#query.squareOf(row, this.#pairs.lowerSquareAt(rank));
  }

  #lookAtSameClass(region: OutvotingRegion): void {
    const { sameClass } = this.#pairs;
    const reach = this.#query.reach(this.#lastSquare + 2 * this.#inset);
    let most = 0;
    this.branch = -1;
    this.nearer.length = 0;
    let worst = -1;
    for (let rank = 0; rank < sameClass.size; rank++) {
      if (sameClass.distanceAt(rank) > reach) break;
      const before = this.violation;
      const violation = this.#lookAtRow(region, rank);
      if (this.violation > before) worst = rank;
      if (violation === 0) continue;
      this.nearer.push(rank);
      if (violation <= most) continue;
      most = violation;
      this.branch = rank;
    }
    const { left, spared } = region;
    if (this.nearer.length <= left - spared.length) this.branch = -1;
    if (worst >= 0 && !this.#known.includes(worst)) this.#known.push(worst);
  }

  /**
   * Looks at the constraints of a row of the class: it has to be farther than the first impostor, and than the last one
   * unless it is spared.
   * @returns If more rows may be spared, how far the row is from being farther than the last one; otherwise 0.
   */
  #lookAtRow(region: OutvotingRegion, rank: number): number {
    const { impostors, first, beaten, spared, left } = region;
    const { sameClass } = this.#pairs;
    const row = sameClass.rowAt(rank);
    const upperSquare = sameClass.upperSquareAt(rank);
    const square = this.#query.squareOf(row, upperSquare);
    const isAlways =
      this.#keys.includes(sameClass.keyAt(rank)) &&
      this.#isAlwaysNearer(row, impostors);
    if (first >= 0) {
      const missing = (this.#firstSquare - square) / 2 + this.#inset;
      this.#demand(first, row, upperSquare, missing);
      if (isAlways && this.#isAlways(row, first)) this.violation = Infinity;
    }
    if (spared.includes(rank)) return 0;
    const missing = (this.#lastSquare - square) / 2 + this.#inset;
    if (spared.length < left && !beaten.includes(rank)) {
      return isAlways
        ? Infinity
        : this.#violationOf(this.#last, row, upperSquare, missing);
    }
    this.#demand(this.#last, row, upperSquare, missing);
    if (isAlways) this.violation = Infinity;
    return 0;
  }

  // whether a row is at the place of some impostor, and comes before it: then it is nearer, whatever the perturbation
  #isAlwaysNearer(row: number, impostors: number[]): boolean {
    for (const impostor of impostors) {
      if (this.#isAlways(row, impostor)) return true;
    }
    return false;
  }

  #isAlways(row: number, impostor: number): boolean {
    const other = this.#pairs.impostors.rowAt(impostor);
    return row < other && this.#isSame(row, other);
  }

  #isSame(row: number, other: number): boolean {
    const { values, columns } = this.#embedding;
    for (let k = 0; k < columns; k++) {
      if (values[row * columns + k] !== values[other * columns + k]) {
        return false;
      }
    }
    return true;
  }

  // how far it is, in the norm, to where a row is as far as an impostor; 0: it is at least as far
  #violationOf(
    impostor: number,
    row: number,
    upperSquare: number,
    missing: number,
  ): number {
    if (!(missing > ROUNDING * upperSquare)) return 0;
    const { images, columns, norm } = this.#normals;
    const other = this.#pairs.impostors.rowAt(impostor);
    const size = norm(images, columns, other * columns, row * columns);
    if (size === 0 && this.#isSame(row, other)) return 0;
    const violation = Math.min(missing / size, Number.MAX_VALUE);
    return violation > this.#least ? violation : 0;
  }

  // a row has to be farther than an impostor: kept if no other constraint is violated more
  #demand(
    impostor: number,
    row: number,
    upperSquare: number,
    missing: number,
  ): void {
    const violation = this.#violationOf(impostor, row, upperSquare, missing);
    if (violation <= this.violation) return;
    this.violation = violation;
    const { images, columns } = this.#normals;
    const from = this.#pairs.impostors.rowAt(impostor) * columns;
    const to = row * columns;
    for (let k = 0; k < columns; k++) {
      this.normal[k] = images[from + k] - images[to + k];
    }
    const lowerSquare = this.#pairs.lowerSquareAt(impostor);
    this.height = (lowerSquare - upperSquare) / 2 + this.#inset;
  }

  // where impostors that are not of the region keep those of it from voting, they have to be farther
  #lookAtVotes({ impostors }: OutvotingRegion): void {
    const voters =
      this.#inset > 0 ? this.#query.voters() : this.#query.tiedVoters();
    if (this.#query.winnerOf(voters) !== this.#code) return;
    const { impostors: others } = this.#pairs;
    const reach = this.#query.reach(this.#lastSquare + 2 * this.#inset);
    for (let rank = 0; rank < others.size; rank++) {
      const distance = Math.sqrt(others.keyAt(rank));
      if (distance > reach) break;
      if (impostors.includes(rank)) continue;
      const row = others.rowAt(rank);
      const upperSquare = this.#roundings.upperSquare(distance);
      const square = this.#query.squareOf(row, upperSquare);
      const missing = (this.#lastSquare - square) / 2 + this.#inset;
      this.#demand(this.#last, row, upperSquare, missing);
      if (this.#isAlwaysNearer(row, impostors)) this.violation = Infinity;
    }
  }

  #lookAtBox({ low, high }: PerturbationBox): void {
    const point = this.#point;
    let least = this.#least;
    for (let k = 0; k < low.length; k++) {
      const below = low[k] - point[k];
      const above = point[k] - high[k];
      const violation = Math.max(below, above);
      if (!(violation > least)) continue;
      least = violation;
      this.violation = violation;
      this.normal.fill(0);
      this.normal[k] = below > above ? 1 : -1;
      this.height = below > above ? low[k] : -high[k];
    }
  }
}
