import type { Work } from '../../async/work.ts';
import type { Dense } from '../../data/Dense.ts';
import type { FittedClassifier } from '../../estimators/classifier/FittedClassifier.ts';
import { embedQueries } from '../../estimators/classifier/FittedClassifier.ts';
import { normOf, restrictedDualNorm } from '../../linear-algebra/norms.ts';
import type { MarginNorm } from '../../margin/dualNorm.ts';
import { DistanceTable } from '../../neighbors/nearest/DistanceTable.ts';
import type {
  PerturbationBox,
  PerturbationSpace,
} from '../PerturbationSpace.ts';
import { perturbationBox } from '../PerturbationSpace.ts';
import type { Normals } from '../bounds/Normals.ts';
import { createNormals } from '../bounds/Normals.ts';
import { RoundingBounds } from '../bounds/RoundingBounds.ts';

import { PairRadii } from './PairRadii.ts';
import type { RadiusSearch } from './RadiusSearch.ts';

/** Rows to be certified. */
export interface RadiusProblem {
  classifier: FittedClassifier;
  /** Raw rows, q × d. */
  data: Dense;
  /** The predicted class of each. */
  codes: Int32Array;
  norm: MarginNorm;
  space: PerturbationSpace;
}

/** Work on rows one after the other: each step says how many of them are done, or nothing. */
export type RowWork<Result> = Generator<number | undefined, Result, undefined>;

/** Rows that are measured at once: as many as columns, so that the table takes no more memory than the training rows. */
const HEIGHTS = { least: 8, most: 64 };

/** How far perturbations of limited columns are looked at, as a multiple of the distance to the nearest impostors. */
const FAR = 32;
/** No bound of this multiple of that is a bound: there is nothing to be found. */
const NEVER = 1e6;

/** Where perturbations as long as the way to impostors move a row so many times as far as these are away, rounding hides too much. */
const COARSE = 1000;

/** Goes over the rows of a problem, and prepares for each what bounds on its perturbations need. */
export class QueryScan {
  readonly problem: RadiusProblem;
  readonly normals: Normals;
  readonly roundings: RoundingBounds;
  readonly pairs: PairRadii;
  /** Of the row that is visited: bounds on its perturbations, and the distance of the farthest of its k nearest impostors. */
  box: PerturbationBox | undefined;
  scale = 0;
  readonly #mayRise: Uint8Array;
  readonly #mayFall: Uint8Array;
  #row = 0;
  #reach = Infinity;

  private constructor(problem: RadiusProblem, normals: Normals) {
    const { classifier, space, norm } = problem;
    const { k, training } = classifier;
    const { operatorNorm } = normals;
    const a = Math.floor(k / 2) + 1;
    this.problem = problem;
    this.normals = normals;
    this.roundings = new RoundingBounds(classifier, space, norm, operatorNorm);
    this.pairs = new PairRadii(a, training, normals, this.roundings);
    const { columns } = training;
    this.#mayRise = new Uint8Array(columns);
    this.#mayFall = new Uint8Array(columns);
    if (!space.limits) return;
    this.pairs.norm = restrictedDualNorm(norm, this.#mayRise, this.#mayFall);
  }

  /** Prepares the normals of all pairs of rows. O(n r d). */
  static *create(problem: RadiusProblem): Work<QueryScan> {
    const { classifier, space, norm } = problem;
    const { embedding } = classifier;
    return new QueryScan(
      problem,
      yield* createNormals(embedding, space.map, norm),
    );
  }

  /**
   * Visits each row whose class may be outvoted, after `pairs` has begun with it.
   * @param visit - Called with the index of the row, itself and its embedding.
   * @yields After each row, how many are done; otherwise nothing.
   */
  *visit(
    visit: (
      row: number,
      query: Float64Array,
      image: Float64Array,
    ) => Work<void>,
  ): RowWork<void> {
    const { classifier, data, codes } = this.problem;
    const { training, embedding } = classifier;
    const images = yield* embedQueries(classifier, data);
    const { least, most } = HEIGHTS;
    const height = Math.min(Math.max(training.columns, least), most);
    const table = new DistanceTable(embedding, Math.min(height, data.rows));
    yield* table.prepare();
    for (let first = 0; first < data.rows; first += height) {
      const end = Math.min(first + height, data.rows);
      yield* table.measure(images, first, end);
      for (let row = first; row < end; row++) {
        const start = (row - first) * training.rows;
        this.pairs.begin(codes[row], table.squares, start);
        const query = partOf(data, row);
        this.#begin(row, query);
        if (this.#canLose) yield* visit(row, query, partOf(images, row));
        yield row + 1;
      }
    }
  }

  #begin(row: number, query: Float64Array): void {
    this.#row = row;
    const box = perturbationBox(this.problem.space, query);
    this.box = box;
    this.#reach = Infinity;
    if (box) {
      const { lengths } = this.problem.space;
      for (let k = 0; k < lengths.length; k++) {
        this.#mayRise[k] = lengths[k] > 0 && box.high[k] > 0 ? 1 : 0;
        this.#mayFall[k] = lengths[k] > 0 && box.low[k] < 0 ? 1 : 0;
      }
      this.#reach = this.#farthestCorner(box);
    }
    this.scale = this.#measureScale();
  }

  // the norm of the longest perturbation within bounds, rounded up
  #farthestCorner({ low, high }: PerturbationBox): number {
    const { space, norm } = this.problem;
    const corner = low.map((least, k) =>
      space.lengths[k] > 0 ? Math.max(-least, high[k]) : 0,
    );
    return normOf(norm, corner) * (1 + 1e-9);
  }

  // whether the other classes have enough rows to win, and the row can be perturbed at all
  get #canLose(): boolean {
    const { k } = this.problem.classifier;
    if (this.pairs.impostors.size < Math.ceil(k / 2)) return false;
    return !this.box || this.#mayRise.includes(1) || this.#mayFall.includes(1);
  }

  // impostors at the place of the row do not tell how far others are; if all are there, it does not matter
  #measureScale(): number {
    const { classifier, data } = this.problem;
    const { impostors } = this.pairs;
    let most = 0;
    for (let rank = 0; rank < impostors.size; rank++) {
      if (rank >= classifier.k && most > 0) break;
      const other = impostors.rowAt(rank);
      const from = this.#row * data.columns;
      const distance = this.roundings.distance(data.values, from, other);
      most = Math.max(most, distance);
    }
    return most || 1;
  }

  /**
   * Radii in closed form are no larger: at an impostor, the planes of all pairs with it are behind, but for rounding. That
   * need not be where perturbations of limited columns get to.
   */
  get closedLimit(): number {
    return this.box ? this.farthest : this.scale;
  }

  /** Farther than that, no perturbation of the row is looked at. */
  get farthest(): number {
    return Math.min(FAR * this.scale, this.#reach);
  }

  /** No adversary is where bounds are larger than this. */
  get never(): number {
    return Math.min(NEVER * FAR * this.scale, this.#reach);
  }

  /**
   * Lowers the scale where a column of large numbers makes it far too large for the others: then rounding errors of perturbations of that
   * length would hide everything. A radius without them says how far it matters to look.
   * @param closed - The search for radii in closed form.
   */
  *settleScale(closed: RadiusSearch): Work<void> {
    const { impostors } = this.pairs;
    const { k } = this.problem.classifier;
    const rank = Math.min(k, impostors.size) - 1;
    const distance = Math.sqrt(impostors.keyAt(rank));
    if (this.normals.operatorNorm * this.scale <= COARSE * distance) return;
    this.boundRoundings(0);
    const radius = yield* closed.find();
    if (radius > 0) this.scale = Math.min(this.scale, radius);
  }

  /**
   * Bounds rounding errors of the row anew.
   * @param most - An upper bound on the norm of its perturbations.
   */
  boundRoundings(most: number): void {
    const { data } = this.problem;
    this.roundings.begin(data.values, this.#row * data.columns, most);
    this.pairs.sameClass.forgetBounds();
  }

  /** Rounds a radius of the row down. */
  roundDown(radius: number): number {
    const { values, columns } = this.problem.data;
    return this.roundings.roundRadiusDown(radius, values, this.#row * columns);
  }
}

function partOf({ values, columns }: Dense, row: number): Float64Array {
  return values.subarray(row * columns, (row + 1) * columns);
}
