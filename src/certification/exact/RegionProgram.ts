import type { Work } from '../../async/work.ts';
import { shouldYield } from '../../async/work.ts';
import type { Dense } from '../../data/Dense.ts';
import { normOf } from '../../linear-algebra/norms.ts';
import type { MarginNorm } from '../../margin/dualNorm.ts';
import { DualSimplex } from '../../solvers/least-distance/DualSimplex.ts';
import { LeastDistance } from '../../solvers/least-distance/LeastDistance.ts';
import type { LeastNorm } from '../../solvers/least-distance/LeastNorm.ts';
import type {
  PerturbationBox,
  PerturbationSpace,
} from '../PerturbationSpace.ts';
import type { Normals } from '../bounds/Normals.ts';
import type { RoundingBounds } from '../bounds/RoundingBounds.ts';
import type { PairRadii } from '../radius/PairRadii.ts';
import type { QueryScan } from '../radius/QueryScan.ts';

import { DualBound } from './DualBound.ts';
import type { OutvotingRegion } from './OutvotingRegion.ts';
import type { PerturbedQuery } from './PerturbedQuery.ts';

/** A constraint is met if it is violated by less than this part of the perturbation's norm: the radius is as exact. */
const MET = 1e-10;
/** Differences of squared distances, as parts of them, that may be rounding. */
const ROUNDING = 4 * Number.EPSILON;
/** Constraints taken in before a region is left as it is: on real data a handful, at most some more than there are columns. */
const MOST_STEPS = 1000;

/** What is known of a region. */
export type RegionState =
  /** No perturbation into it is shorter than `bound`, which reaches the limit; or none is known. */
  | 'closed'
  /** Some of the rows that are nearer than its impostors have to be farther: first of all `branch`. */
  | 'branching'
  /** The shortest perturbation into it is in `point`. */
  | 'solved';

/**
 * Finds the shortest perturbation into a region: the least ‖e‖ such that n_ji · e ≥ (P_j − Q_i) / 2 for impostors j and rows
 * i that have to be farther, n_ji = map (z_j − z_i), with P and Q as `RoundingBounds` has them, so that every e after
 * which `predict` sees the rows in this order satisfies it. Of the constraints, the one that is violated most is added,
 * until all are met: a least-distance program in norm 2, a linear program in the others.
 */
export class RegionProgram {
  readonly #embedding: Dense;
  readonly #classes: number;
  readonly #norm: MarginNorm;
  readonly #normals: Normals;
  readonly #roundings: RoundingBounds;
  readonly #pairs: PairRadii;
  readonly #query: PerturbedQuery;
  readonly #program: LeastNorm;
  readonly #dual: DualBound;
  readonly #normal: Float64Array;
  #code = 0;
  #box: PerturbationBox | undefined;
  /** How much farther than necessary rows have to be. */
  #inset = 0;
  /** The constraint that is violated most: by how much, its b, and its normal in `#normal`. */
  #violation = 0;
  #height = 0;
  /** Rows of the class, by their ranks, that were too near: those that are most likely to be again. */
  readonly #known: number[] = [];
  /** The squared distances of the impostors from the query. */
  #keys: number[] = [];
  /** Smaller violations do not count. */
  #least = 0;
  /** The row of the class that is nearest, of too many that are nearer than the impostors: its rank; −1: they are not too many. */
  branch = -1;
  /** Those rows, if they are not too many. */
  readonly nearer: number[] = [];
  /** A lower bound on the norm of perturbations into the region. */
  bound = 0;

  /**
   * Works on the row that a scan visits.
   * @param query - The same row, as it is perturbed.
   */
  constructor(scan: QueryScan, query: PerturbedQuery) {
    const { problem, normals, roundings, pairs } = scan;
    const { norm, space, classifier } = problem;
    const { columns } = normals;
    this.#classes = classifier.training.classes.length;
    this.#embedding = classifier.embedding;
    this.#norm = norm;
    this.#normals = normals;
    this.#roundings = roundings;
    this.#pairs = pairs;
    this.#query = query;
    this.#program =
      norm === 2
        ? new LeastDistance(columns, mostNormals(classifier.training, space))
        : new DualSimplex(columns, norm);
    this.#dual = new DualBound(normals, norm);
    this.#normal = new Float64Array(columns);
  }

  /** The shortest perturbation, valid until the next call. */
  get point(): Float64Array {
    return this.#program.point;
  }

  /** How much the norm grows with the inset. */
  get sensitivity(): number {
    return this.#dual.sensitivity;
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
   * Finds the shortest perturbation.
   * @param limit - A bound that reaches this limit is not sharpened further.
   * @param inset - How much farther rows have to be, as half a difference of squared distances.
   */
  *solve(region: OutvotingRegion, limit: number, inset = 0): Work<RegionState> {
    const program = this.#program;
    program.begin();
    this.#inset = inset;
    const { impostors } = this.#pairs;
    this.#keys = region.impostors.map((rank) => impostors.keyAt(rank));
    this.bound = 0;
    for (let step = 0; step < MOST_STEPS; step++) {
      this.#query.perturb(program.point);
      this.#violation = 0;
      this.#lookAt(region);
      if (this.#violation === Infinity) this.bound = Infinity;
      if (this.bound >= limit) return 'closed';
      if (this.#violation === 0) {
        return this.branch < 0 ? 'solved' : 'branching';
      }
      const isPossible = program.add(this.#normal, this.#height);
      this.#dual.read(program);
      this.bound = Math.max(this.bound, this.#dual.value);
      if (!isPossible || this.bound >= limit) return 'closed';
      this.#query.cost += program.cost;
      if (!shouldYield(this.#query.cost)) continue;
      this.#query.cost = 0;
      yield;
    }
    return 'closed';
  }

  #lookAt(region: OutvotingRegion): void {
    this.#least = MET * normOf(this.#norm, this.point);
    if (this.#box) this.#lookAtBox(this.#box);
    const last = this.#lastOf(region.impostors);
    this.#lookAtKnown(region, last);
    if (this.#violation > 0) return;
    this.#lookAtSameClass(region, last);
    if (this.#violation > 0 || this.branch >= 0) return;
    if (region.isFull && this.#classes > 2) this.#lookAtVotes(region, last);
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

  // rows of the class that were too near before are again in other regions: they come first
  #lookAtKnown(region: OutvotingRegion, last: number): void {
    const { sameClass } = this.#pairs;
    const { first, beaten, spared, left } = region;
    const lastSquare = this.#squareOf(last);
    const firstSquare = first < 0 ? -Infinity : this.#squareOf(first);
    const isDecided = spared.length === left;
    for (const rank of this.#known) {
      const row = sameClass.rowAt(rank);
      const upperSquare = sameClass.upperSquareAt(rank);
      const square = this.#query.squareOf(row, upperSquare);
      if (first >= 0) {
        const missing = (firstSquare - square) / 2 + this.#inset;
        this.#demand(first, row, upperSquare, missing);
      }
      if (isDecided ? spared.includes(rank) : !beaten.includes(rank)) continue;
      const missing = (lastSquare - square) / 2 + this.#inset;
      this.#demand(last, row, upperSquare, missing);
    }
  }

  #lookAtSameClass(region: OutvotingRegion, last: number): void {
    const { sameClass } = this.#pairs;
    const { impostors, first, beaten, spared, left } = region;
    const lastSquare = this.#squareOf(last);
    const firstSquare = first < 0 ? -Infinity : this.#squareOf(first);
    const reach = this.#query.reach(lastSquare + 2 * this.#inset);
    const isDecided = spared.length === left;
    let most = 0;
    this.branch = -1;
    this.nearer.length = 0;
    let worst = -1;
    for (let rank = 0; rank < sameClass.size; rank++) {
      if (sameClass.distanceAt(rank) > reach) break;
      const row = sameClass.rowAt(rank);
      const upperSquare = sameClass.upperSquareAt(rank);
      const square = this.#query.squareOf(row, upperSquare);
      const key = sameClass.keyAt(rank);
      const isAlways =
        this.#keys.includes(key) && this.#isAlwaysNearer(row, impostors);
      const before = this.#violation;
      if (first >= 0) {
        const missing = (firstSquare - square) / 2 + this.#inset;
        this.#demand(first, row, upperSquare, missing);
        if (isAlways && this.#isAlways(row, first)) this.#violation = Infinity;
      }
      const isSpared = spared.includes(rank);
      const missing = (lastSquare - square) / 2 + this.#inset;
      const isForced = !isSpared && (isDecided || beaten.includes(rank));
      if (isForced) {
        this.#demand(last, row, upperSquare, missing);
        if (isAlways) this.#violation = Infinity;
      }
      if (this.#violation > before) worst = rank;
      if (isSpared || isForced) continue;
      const violation = isAlways
        ? Infinity
        : this.#violationOf(last, row, upperSquare, missing);
      if (violation === 0) continue;
      this.nearer.push(rank);
      if (violation <= most) continue;
      most = violation;
      this.branch = rank;
    }
    if (this.nearer.length <= left - spared.length) this.branch = -1;
    if (worst >= 0 && !this.#known.includes(worst)) this.#known.push(worst);
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
    if (violation <= this.#violation) return;
    this.#violation = violation;
    const { images, columns } = this.#normals;
    const from = this.#pairs.impostors.rowAt(impostor) * columns;
    const to = row * columns;
    for (let k = 0; k < columns; k++) {
      this.#normal[k] = images[from + k] - images[to + k];
    }
    const lowerSquare = this.#pairs.lowerSquareAt(impostor);
    this.#height = (lowerSquare - upperSquare) / 2 + this.#inset;
  }

  // where impostors that are not of the region keep those of it from voting, they have to be farther
  #lookAtVotes({ impostors }: OutvotingRegion, last: number): void {
    const voters =
      this.#inset > 0 ? this.#query.voters() : this.#query.tiedVoters();
    if (this.#query.winnerOf(voters) !== this.#code) return;
    const { impostors: others } = this.#pairs;
    const farthest = this.#squareOf(last);
    const reach = this.#query.reach(farthest + 2 * this.#inset);
    for (let rank = 0; rank < others.size; rank++) {
      const distance = Math.sqrt(others.keyAt(rank));
      if (distance > reach) break;
      if (impostors.includes(rank)) continue;
      const row = others.rowAt(rank);
      const upperSquare = this.#roundings.upperSquare(distance);
      const square = this.#query.squareOf(row, upperSquare);
      const missing = (farthest - square) / 2 + this.#inset;
      this.#demand(last, row, upperSquare, missing);
      if (this.#isAlwaysNearer(row, impostors)) this.#violation = Infinity;
    }
  }

  #lookAtBox({ low, high }: PerturbationBox): void {
    const { point } = this;
    let least = this.#least;
    for (let k = 0; k < low.length; k++) {
      const below = low[k] - point[k];
      const above = point[k] - high[k];
      const violation = Math.max(below, above);
      if (!(violation > least)) continue;
      least = violation;
      this.#violation = violation;
      this.#normal.fill(0);
      this.#normal[k] = below > above ? 1 : -1;
      this.#height = below > above ? low[k] : -high[k];
    }
  }
}

// normals of pairs are differences of as many rows; those of bounds are along columns
function mostNormals(
  { rows, columns }: Dense,
  { limits }: PerturbationSpace,
): number {
  return limits ? columns : Math.min(rows, columns);
}
