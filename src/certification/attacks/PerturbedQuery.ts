import type { FittedClassifier } from '../../estimators/classifier/FittedClassifier.ts';
import { vote } from '../../estimators/classifier/predictCodes.ts';
import { NearestHeaps } from '../../neighbors/nearest/NearestHeaps.ts';
import type { Normals } from '../bounds/Normals.ts';

/** Rows of the class, and of others, that are looked at: mean sizes on letter (14,000 × 16) are the same to 4 digits with all. */
const LOOKED_AT = 256;

/**
 * A query, and its neighbours when it is moved by e: ‖z + map e − z_r‖² / 2 is, but for what is the same for all rows r,
 *
 *     φ_r(e) = ‖z − z_r‖² / 2 − w_r · e,   w = map z,
 *
 * so that one product a row orders all training rows. It is not what `predict` computes, and differs from it by rounding. And of
 * many rows only the nearest ones are looked at, of the class and of others, that a short move may make neighbours.
 */
export class PerturbedQuery {
  readonly #classifier: FittedClassifier;
  readonly #normals: Normals;
  readonly #nearest: NearestHeaps;
  /** φ(0), and w · e: n numbers each. */
  readonly #halves: Float64Array;
  readonly #slopes: Float64Array;
  /** The rows that are looked at, in ascending order, and those of the class among them. */
  #rows = new Int32Array();
  #own = new Int32Array();

  /**
   * Works on queries of a classifier.
   * @param normals - The normals of its pairs, with w.
   */
  constructor(classifier: FittedClassifier, normals: Normals) {
    const { k, training } = classifier;
    this.#classifier = classifier;
    this.#normals = normals;
    this.#nearest = new NearestHeaps(1, k);
    this.#halves = new Float64Array(training.rows);
    this.#slopes = new Float64Array(training.rows);
  }

  /** The rows that voted last, nearest first. */
  get neighbors(): Int32Array {
    return this.#nearest.indices;
  }

  /** The rows of the class that are looked at, in ascending order. */
  get own(): Int32Array {
    return this.#own;
  }

  /** φ(0) of all rows. */
  get halves(): Float64Array {
    return this.#halves;
  }

  /**
   * Begins with a new query.
   * @param code - Its class.
   * @param squares - Squared distances of all training rows from queries.
   * @param start - Where those of this query begin.
   */
  begin(code: number, squares: Float64Array, start: number): void {
    const { codes } = this.#classifier.training;
    const own = new NearestHeaps(1, LOOKED_AT);
    const others = new NearestHeaps(1, LOOKED_AT);
    for (let row = 0; row < this.#halves.length; row++) {
      this.#halves[row] = squares[start + row] / 2;
      const heap = codes[row] === code ? own : others;
      heap.offer(0, row, this.#halves[row]);
    }
    this.#own = own.indices.filter((row) => row >= 0).toSorted();
    const rest = others.indices.filter((row) => row >= 0);
    this.#rows = Int32Array.of(...this.#own, ...rest).toSorted();
  }

  /** Considers all rows from now on. */
  widen(code: number): void {
    const { codes } = this.#classifier.training;
    this.#rows = Int32Array.from(codes.keys());
    this.#own = this.#rows.filter((row) => codes[row] === code);
  }

  /**
   * Sets the direction of the perturbation. O(rows · d).
   * @param move - e.
   */
  setDirection(move: Float64Array): void {
    const { images, columns } = this.#normals;
    for (const row of this.#rows) {
      let slope = 0;
      for (let k = 0; k < columns; k++) {
        slope += images[row * columns + k] * move[k];
      }
      this.#slopes[row] = slope;
    }
  }

  /** The predicted class of the query, perturbed by a part of e. O(rows). */
  predictAt(part: number): number {
    this.#nearest.clear();
    for (const row of this.#rows) {
      this.#nearest.offer(0, row, this.#halves[row] - part * this.#slopes[row]);
    }
    this.#nearest.sort(0, 1);
    return vote(this.#nearest, this.#classifier.training)[0];
  }

  /**
   * The nearest rows of a class to the query perturbed by all of e.
   * @param taken - Rows to leave out.
   * @returns The nearest first: `count` rows, or as many as there are.
   */
  nearestOf(code: number, taken: number[], count: number): number[] {
    const { codes } = this.#classifier.training;
    const heap = new NearestHeaps(1, Math.max(1, count));
    for (const row of this.#rows) {
      if (codes[row] !== code || taken.includes(row)) continue;
      heap.offer(0, row, this.#halves[row] - this.#slopes[row]);
    }
    heap.sort(0, 1);
    return Array.from(heap.indices)
      .filter((row) => row >= 0)
      .slice(0, count);
  }
}
