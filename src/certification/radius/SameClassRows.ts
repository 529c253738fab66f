import { AscendingRows } from '../../neighbors/nearest/AscendingRows.ts';
import type { RoundingBounds } from '../bounds/RoundingBounds.ts';

/** The training rows of the class of a query, nearest first; sorted and bounded only as far as they are read. */
export class SameClassRows {
  readonly #rows: AscendingRows;
  readonly #roundings: RoundingBounds;
  /** Q of the ranks that were read. */
  readonly #upperSquares: Float64Array;
  #known = 0;

  /**
   * Holds no rows at first.
   * @param most - The largest number of rows it may hold.
   */
  constructor(most: number, roundings: RoundingBounds) {
    this.#rows = new AscendingRows(most);
    this.#roundings = roundings;
    this.#upperSquares = new Float64Array(most);
  }

  /** The number of rows it holds. */
  get size(): number {
    return this.#rows.size;
  }

  /**
   * Replaces its rows.
   * @param list - Row indices.
   * @param from - The first of them.
   * @param to - The end of them, exclusive.
   * @param squares - Squared distances of all training rows from queries.
   * @param start - Where those of this query begin.
   */
  fill(
    list: Int32Array,
    from: number,
    to: number,
    squares: Float64Array,
    start: number,
  ): void {
    this.#rows.clear();
    this.#rows.add(list, from, to, squares, start);
    this.#rows.order();
    this.forgetBounds();
  }

  /** Bounds the rounding errors of distances anew, after `roundings` has started again with the query. */
  forgetBounds(): void {
    this.#known = 0;
  }

  /**
   * The training row of a rank.
   * @param rank - From 0, below the size.
   */
  rowAt(rank: number): number {
    return this.#rows.rowAt(rank);
  }

  /**
   * The computed squared distance of a rank from the query.
   * @param rank - From 0, below the size.
   */
  keyAt(rank: number): number {
    return this.#rows.keyAt(rank);
  }

  /**
   * The computed distance of a rank from the query.
   * @param rank - From 0, below the size.
   */
  distanceAt(rank: number): number {
    return Math.sqrt(this.#rows.keyAt(rank));
  }

  /**
   * Q of a rank: its squared distance plus a bound on its rounding error. `roundings` must have
   * started with the query.
   * @param rank - From 0, below the size.
   */
  upperSquareAt(rank: number): number {
    for (; this.#known <= rank; this.#known++) {
      const distance = this.distanceAt(this.#known);
      this.#upperSquares[this.#known] = this.#roundings.upperSquare(distance);
    }
    return this.#upperSquares[rank];
  }
}
