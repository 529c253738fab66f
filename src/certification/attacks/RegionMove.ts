import { normOf } from '../../linear-algebra/norms.ts';
import type { MarginNorm } from '../../margin/dualNorm.ts';
import { LeastDistance } from '../../solvers/least-distance/LeastDistance.ts';
import type { Normals } from '../bounds/Normals.ts';

/** A constraint that is violated by less than this part of the move's length holds. */
const MET = 1e-9;
/** Constraints taken in before a region is given up: on real data a handful. */
const MOST_STEPS = 200;
/** How often columns are weighed anew in another norm than 2, and the part by which a move has to become shorter for that. */
const REWEIGHINGS = 12;
const SHORTER = 3e-3;
/** Smaller entries of a move, as a part of its norm, get no larger weight in the sum norm. */
const SMALLEST = 1e-3;

/**
 * Where a class may be outvoted: moves after which impostors are nearer than all rows of the class but those spared. With more than
 * two classes, a third one may still win there: the caller has to predict.
 */
export interface Region {
  /** Training rows of other classes. */
  impostors: number[];
  /** Training rows of the class, which may be nearer still. */
  spared: number[];
  /** Where votes tie: an impostor that has to be nearer than the spared ones as well; −1: they do not. */
  first: number;
}

/**
 * Finds the shortest move into a region, which is convex: a quadratic program in norm 2. In the others, the same with columns
 * that are weighed anew a few times, so that Σ weight · e² comes to Σ|e| (weights 1/|e|), or to max |e| (Lawson's: weights that
 * grow with |e|). O(n d) for each constraint that is taken in.
 */
export class RegionMove {
  /** How moves are measured. */
  readonly norm: MarginNorm;
  readonly #normals: Normals;
  readonly #least: LeastDistance;
  readonly #normal: Float64Array;
  readonly #weights: Float64Array;
  readonly #trial: Float64Array;
  /** The move that was found last, and its size. */
  readonly move: Float64Array;
  size = Infinity;

  /**
   * Works on pairs of training rows.
   * @param norm - The norm of perturbations.
   */
  constructor(normals: Normals, norm: MarginNorm) {
    const { columns } = normals;
    this.#normals = normals;
    this.norm = norm;
    this.#least = new LeastDistance(columns);
    this.#normal = new Float64Array(columns);
    this.#weights = new Float64Array(columns);
    this.#trial = new Float64Array(columns);
    this.move = new Float64Array(columns);
  }

  /**
   * Finds a short perturbation into a region: the shortest, in norm 2.
   * @param own - The rows of the class.
   * @param halves - Half the squared distance of each training row from the query.
   * @param limit - Only a perturbation shorter than this is of use.
   * @returns Whether there is a shorter one, which is then in `move`.
   */
  find(
    region: Region,
    own: Int32Array,
    halves: Float64Array,
    limit: number,
  ): boolean {
    const rounds = this.norm === 2 ? 1 : REWEIGHINGS;
    this.#weights.fill(1);
    this.size = limit;
    for (let round = 0; round < rounds; round++) {
      if (!this.#solve(region, own, halves, limit)) break;
      const size = normOf(this.norm, this.#trial);
      const isShorter = size < this.size * (1 - SHORTER);
      if (size < this.size) {
        this.size = size;
        this.move.set(this.#trial);
      }
      if (round > 1 && !isShorter) break;
      this.#weigh(size);
    }
    return this.size < limit;
  }

  #solve(
    region: Region,
    own: Int32Array,
    halves: Float64Array,
    limit: number,
  ): boolean {
    const { images, columns } = this.#normals;
    const weights = this.#weights;
    const least = this.#least;
    const move = this.#trial;
    least.begin();
    move.fill(0);
    for (let step = 0; step < MOST_STEPS; step++) {
      const [impostor, other] = this.#worst(region, own, halves);
      if (other < 0) return true;
      const from = impostor * columns;
      const to = other * columns;
      let reached = 0;
      let square = 0;
      for (let k = 0; k < columns; k++) {
        const along = images[from + k] - images[to + k];
        reached += along * move[k];
        this.#normal[k] = along / Math.sqrt(weights[k]);
        square += this.#normal[k] ** 2;
      }
      const bound = halves[impostor] - halves[other];
      const slack = MET * Math.sqrt(square) * normOf(2, least.point);
      if (!(bound - reached > slack)) return true;
      if (!least.add(this.#normal, bound)) return false;
      for (let k = 0; k < columns; k++) {
        move[k] = least.point[k] / Math.sqrt(weights[k]);
      }
      if (this.norm === 2 && normOf(2, move) >= limit) return false;
    }
    return false;
  }

  // the farthest impostor and the nearest row of the class; with a tie, the first impostor and the nearest of the spared, if
  // that is worse
  #worst(
    { impostors, spared, first }: Region,
    own: Int32Array,
    halves: Float64Array,
  ): [number, number] {
    const far = this.#extreme(impostors, halves, 1, []);
    const near = this.#extreme(own, halves, -1, spared);
    if (first < 0) return [far, near];
    const nearest = this.#extreme(spared, halves, -1, []);
    if (near < 0) return [first, nearest];
    const missing = this.#half(far, halves) - this.#half(near, halves);
    const other = this.#half(first, halves) - this.#half(nearest, halves);
    return missing < other ? [first, nearest] : [far, near];
  }

  #extreme(
    rows: ArrayLike<number>,
    halves: Float64Array,
    sign: number,
    spared: number[],
  ): number {
    let found = -1;
    let most = -Infinity;
    for (let at = 0; at < rows.length; at++) {
      const half = sign * this.#half(rows[at], halves);
      if (half <= most || spared.includes(rows[at])) continue;
      most = half;
      found = rows[at];
    }
    return found;
  }

  // half the squared distance after the move, but for what is the same for all rows
  #half(row: number, halves: Float64Array): number {
    const { images, columns } = this.#normals;
    const move = this.#trial;
    let half = halves[row];
    const from = row * columns;
    for (let k = 0; k < columns; k++) half -= images[from + k] * move[k];
    return half;
  }

  #weigh(size: number): void {
    const weights = this.#weights;
    for (let k = 0; k < weights.length; k++) {
      const part = Math.abs(this.#trial[k]) / size;
      weights[k] =
        this.norm === 1
          ? 1 / (part + SMALLEST)
          : weights[k] * Math.max(part, SMALLEST);
    }
  }
}
