import type { Dense } from '../../data/Dense.ts';
import type { LabelledData } from '../../data/LabelledData.ts';
import { normOf } from '../../linear-algebra/norms.ts';
import type { MarginNorm } from '../../margin/dualNorm.ts';
import { DualSimplex } from '../../solvers/least-distance/DualSimplex.ts';
import { LeastDistance } from '../../solvers/least-distance/LeastDistance.ts';
import type { LeastNorm } from '../../solvers/least-distance/LeastNorm.ts';
import type { PerturbationBox } from '../PerturbationSpace.ts';
import type { Normals } from '../bounds/Normals.ts';
import type { RoundingBounds } from '../bounds/RoundingBounds.ts';
import type { PairRadii } from '../radius/PairRadii.ts';

import { DualBound } from './DualBound.ts';
import type { OutvotingRegion } from './OutvotingRegion.ts';
import type { PerturbedQuery } from './PerturbedQuery.ts';

/** A constraint is met if it is violated by less than this part of the perturbation's norm: the radius is as exact. */
const MET = 1e-10;
/** Differences of squared distances, as parts of them, that may be rounding. */
const ROUNDING = 4 * Number.EPSILON;
/** Constraints taken in before a region is left as it is: on real data a handful, at most some more than there are columns. */
const MOST_STEPS = 1000;

/** A row that is to be farther than impostors. */
interface ComparedRow {
  row: number;
  /** Its squared distance from the query, as computed; Q; and Q after the perturbation. */
  key: number;
  upperSquare: number;
  square: number;
}

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
  /** The row of the class that is nearest, of too many that are nearer than the impostors: its rank; −1: they are not too many. */
  branch = -1;
  /** Those rows, if they are not too many. */
  readonly nearer: number[] = [];
  /** A lower bound on the norm of perturbations into the region. */
  bound = 0;

  /**
   * Works on the query that `pairs` and `query` have begun with.
   * @param embedding - Z, n × r.
   * @param norm - The norm of perturbations.
   */
  constructor(
    { classes }: LabelledData,
    embedding: Dense,
    norm: MarginNorm,
    normals: Normals,
    roundings: RoundingBounds,
    pairs: PairRadii,
    query: PerturbedQuery,
  ) {
    const { columns } = normals;
    this.#classes = classes.length;
    this.#embedding = embedding;
    this.#norm = norm;
    this.#normals = normals;
    this.#roundings = roundings;
    this.#pairs = pairs;
    this.#query = query;
    this.#program =
      norm === 2 ? new LeastDistance(columns) : new DualSimplex(columns, norm);
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
    this.#code = code;
    this.#box = box;
  }

  /**
   * Finds the shortest perturbation.
   * @param limit - A bound that reaches this limit is not sharpened further.
   * @param inset - How much farther rows have to be, as half a difference of squared distances.
   */
  solve(region: OutvotingRegion, limit: number, inset = 0): RegionState {
    this.#program.begin();
    this.#inset = inset;
    this.bound = 0;
    for (let step = 0; step < MOST_STEPS; step++) {
      this.#query.perturb(this.point);
      this.#violation = 0;
      this.#lookAt(region);
      if (this.#violation === Infinity) this.bound = Infinity;
      if (this.bound >= limit) return 'closed';
      if (this.#violation === 0) {
        return this.branch < 0 ? 'solved' : 'branching';
      }
      const isPossible = this.#program.add(this.#normal, this.#height);
      this.#dual.read(this.#program);
      this.bound = Math.max(this.bound, this.#dual.value);
      if (!isPossible || this.bound >= limit) return 'closed';
    }
    return 'closed';
  }

  #lookAt(region: OutvotingRegion): void {
    if (this.#box) this.#lookAtBox(this.#box);
    const last = this.#lastOf(region.impostors);
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

  #lookAtSameClass(region: OutvotingRegion, last: number): void {
    const { sameClass } = this.#pairs;
    const { impostors, first, beaten, spared, left } = region;
    const reach = this.#query.reach(this.#squareOf(last) + 2 * this.#inset);
    const isDecided = spared.length === left;
    let most = 0;
    this.branch = -1;
    this.nearer.length = 0;
    for (let rank = 0; rank < sameClass.size; rank++) {
      if (sameClass.distanceAt(rank) > reach) break;
      const key = sameClass.keyAt(rank);
      const upperSquare = sameClass.upperSquareAt(rank);
      const own = this.#compared(sameClass.rowAt(rank), key, upperSquare);
      if (first >= 0) {
        this.#compare(first, own, true);
        if (this.#isAlways(own, first)) this.#violation = Infinity;
      }
      if (spared.includes(rank)) continue;
      const isForced = isDecided || beaten.includes(rank);
      const isAlways = impostors.some((other) => this.#isAlways(own, other));
      const violation = isAlways
        ? Infinity
        : this.#compare(last, own, isForced);
      if (isForced) {
        if (isAlways) this.#violation = Infinity;
        continue;
      }
      if (violation === 0) continue;
      this.nearer.push(rank);
      if (violation <= most) continue;
      most = violation;
      this.branch = rank;
    }
    if (this.nearer.length <= left - spared.length) this.branch = -1;
  }

  #compared(row: number, key: number, upperSquare: number): ComparedRow {
    const square = this.#query.squareOf(row, upperSquare);
    return { row, key, upperSquare, square };
  }

  // whether a row is at the place of an impostor, and comes before it
  #isAlways(other: ComparedRow, impostor: number): boolean {
    return (
      other.row < this.#pairs.impostors.rowAt(impostor) &&
      this.#isSame(other, impostor)
    );
  }

  // whether a row is at the place of an impostor: then the lower index is nearer, whatever the perturbation
  #isSame({ row, key }: ComparedRow, impostor: number): boolean {
    const { impostors } = this.#pairs;
    if (impostors.keyAt(impostor) !== key) return false;
    const other = impostors.rowAt(impostor);
    const { values, columns } = this.#embedding;
    for (let k = 0; k < columns; k++) {
      if (values[row * columns + k] !== values[other * columns + k]) {
        return false;
      }
    }
    return true;
  }

  // by how much a row is nearer than an impostor; 0: it is not
  #compare(impostor: number, row: ComparedRow, isForced: boolean): number {
    const { upperSquare, square, key } = row;
    const missing = (this.#squareOf(impostor) - square) / 2 + this.#inset;
    if (!(missing > ROUNDING * key)) return 0;
    const { images, columns } = this.#normals;
    const from = this.#pairs.impostors.rowAt(impostor) * columns;
    const to = row.row * columns;
    const size = this.#normals.norm(images, columns, from, to);
    if (size === 0 && this.#isSame(row, impostor)) return 0;
    const violation = Math.min(missing / size, Number.MAX_VALUE);
    if (!(violation > MET * normOf(this.#norm, this.point))) return 0;
    if (!isForced || violation <= this.#violation) return violation;
    this.#violation = violation;
    for (let k = 0; k < columns; k++) {
      this.#normal[k] = images[from + k] - images[to + k];
    }
    const lowerSquare = this.#pairs.lowerSquareAt(impostor);
    this.#height = (lowerSquare - upperSquare) / 2 + this.#inset;
    return violation;
  }

  // where impostors that are not of the region keep those of it from voting, they have to be farther
  #lookAtVotes({ impostors }: OutvotingRegion, last: number): void {
    const farthest = this.#squareOf(last);
    const voters =
      this.#inset > 0 ? this.#query.voters() : this.#query.tiedVoters();
    if (this.#query.winnerOf(voters) !== this.#code) return;
    const { impostors: others } = this.#pairs;
    const reach = this.#query.reach(farthest + 2 * this.#inset);
    for (let rank = 0; rank < others.size; rank++) {
      const key = others.keyAt(rank);
      const distance = Math.sqrt(key);
      if (distance > reach) break;
      if (impostors.includes(rank)) continue;
      const upperSquare = this.#roundings.upperSquare(distance);
      const other = this.#compared(others.rowAt(rank), key, upperSquare);
      if (impostors.some((one) => this.#isAlways(other, one))) {
        this.#violation = Infinity;
      }
      this.#compare(last, other, true);
    }
  }

  #lookAtBox({ low, high }: PerturbationBox): void {
    const { point } = this;
    let least = MET * normOf(this.#norm, point);
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
