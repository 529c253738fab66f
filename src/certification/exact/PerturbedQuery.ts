import type { Dense } from '../../data/Dense.ts';
import { winnerOf } from '../../estimators/classifier/predictCodes.ts';
import { NearestHeaps } from '../../neighbors/nearest/NearestHeaps.ts';
import type { Normals } from '../bounds/Normals.ts';
import type { PairRadii } from '../radius/PairRadii.ts';
import type { QueryScan } from '../radius/QueryScan.ts';

/** Far above the rounding of a distance, as a part of it. */
const SURELY = 1e-9;
/** Rows that are as far away as others up to this part of the squared distance may be nearer, or not. */
const TIED = 1e-10;

/** Training rows in the order of their distances from a query. */
export interface RankedRows {
  size: number;
  rowAt: (rank: number) => number;
  /** The squared distance. */
  keyAt: (rank: number) => number;
}

/**
 * A query, and its squared distances from training rows when it is perturbed by e:
 *
 *     ‖z + map e − z_r‖² = ‖z − z_r‖² − 2 w_r · e + 2 (z − mean) · map e + ‖map e‖²,   w = map (z_r − mean),
 *
 * of which the last two terms are the same for all rows. No distance changes by more than ‖map e‖, so that of rows in the order of
 * their distances from the query only the first few have to be looked at. This is not what `predict` computes, and differs
 * from it by rounding.
 */
export class PerturbedQuery {
  readonly #normals: Normals;
  readonly #map: Dense;
  readonly #pairs: PairRadii;
  readonly #codes: Int32Array;
  readonly #image: Float64Array;
  readonly #votes: Int32Array;
  readonly #nearest: NearestHeaps;
  readonly #voters: Int32Array;
  #e: Float64Array = new Float64Array();
  /** ‖map e‖, and the terms that are the same for all rows; computed when they are needed. */
  #length = 0;
  #shift = 0;
  #isMeasured = false;
  /** Multiplications so far. */
  cost = 0;

  /** Works on the row that a scan visits. */
  constructor({ problem, normals, pairs }: QueryScan) {
    const { k, training } = problem.classifier;
    const { map } = problem.space;
    this.#normals = normals;
    this.#map = map;
    this.#pairs = pairs;
    this.#codes = training.codes;
    this.#image = new Float64Array(map.rows);
    this.#votes = new Int32Array(training.classes.length);
    this.#nearest = new NearestHeaps(1, k);
    this.#voters = new Int32Array(k);
  }

  /** Begins with a new query: z minus the mean. */
  begin(image: Float64Array): void {
    const { mean } = this.#normals;
    for (let k = 0; k < mean.length; k++) this.#image[k] = image[k] - mean[k];
  }

  /**
   * Perturbs the query.
   * @param e - Kept, not copied.
   */
  perturb(e: Float64Array): void {
    this.#e = e;
    this.#isMeasured = false;
  }

  // O(r d)
  #measure(): void {
    const { values, rows, columns } = this.#map;
    const e = this.#e;
    let square = 0;
    let along = 0;
    for (let at = 0; at < rows; at++) {
      let sum = 0;
      const from = at * columns;
      for (let k = 0; k < columns; k++) sum += values[from + k] * e[k];
      square += sum * sum;
      along += this.#image[at] * sum;
    }
    this.#length = Math.sqrt(square);
    this.#shift = 2 * along + square;
    this.#isMeasured = true;
    this.cost += values.length;
  }

  /**
   * The squared distance of a row after the perturbation, without the terms that are the same for all rows.
   * @param square - Before it.
   */
  squareOf(row: number, square: number): number {
    const { images, columns } = this.#normals;
    const e = this.#e;
    let slope = 0;
    const from = row * columns;
    for (let k = 0; k < columns; k++) slope += images[from + k] * e[k];
    this.cost += columns;
    return square - 2 * slope;
  }

  /**
   * The distance before the perturbation from which on rows are surely farther, after it, than another one.
   * @param square - What `squareOf` says of that one.
   */
  reach(square: number): number {
    if (!this.#isMeasured) this.#measure();
    const distance = Math.sqrt(Math.max(0, square + this.#shift));
    return (distance + this.#length) * (1 + SURELY);
  }

  /**
   * The rows that vote after the perturbation, nearest first.
   * @param tied - By which part of the squared distance rows of the class count as farther than they are.
   */
  voters(tied = 0): Int32Array {
    const nearest = this.#nearest;
    const { sameClass, impostors } = this.#pairs;
    nearest.clear();
    for (let rank = 0; rank < impostors.size; rank++) {
      const key = impostors.keyAt(rank);
      if (Math.sqrt(key) >= this.reach(nearest.farthest(0))) break;
      const row = impostors.rowAt(rank);
      nearest.offer(0, row, this.squareOf(row, key));
    }
    for (let rank = 0; rank < sameClass.size; rank++) {
      if (sameClass.distanceAt(rank) >= this.reach(nearest.farthest(0))) break;
      const row = sameClass.rowAt(rank);
      const key = sameClass.keyAt(rank);
      const square = this.squareOf(row, key);
      nearest.offer(0, row, square + tied * (key + Math.abs(square - key)));
    }
    nearest.sort(0, 1);
    return nearest.indices;
  }

  /** The rows that vote after the perturbation, where rows of the class count as farther than those they tie with. */
  tiedVoters(): Int32Array {
    return this.voters(TIED);
  }

  /**
   * The nearest rows after the perturbation, by their ranks.
   * @param rows - Rows in the order of their squared distances before it.
   * @param canJoin - Which of them count.
   */
  nearest(
    rows: RankedRows,
    count: number,
    canJoin: (rank: number) => boolean,
  ): number[] {
    if (count === 0) return [];
    const heap = new NearestHeaps(1, count);
    for (let rank = 0; rank < rows.size; rank++) {
      const key = rows.keyAt(rank);
      if (Math.sqrt(key) >= this.reach(heap.farthest(0))) break;
      if (!canJoin(rank)) continue;
      heap.offer(0, rank, this.squareOf(rows.rowAt(rank), key));
    }
    return Array.from(heap.indices).filter((rank) => rank >= 0);
  }

  /** The class that wins among voters. */
  winnerOf(voters: Int32Array): number {
    for (const [at, row] of voters.entries()) {
      this.#voters[at] = this.#codes[row];
    }
    return winnerOf(this.#voters, this.#votes);
  }
}
