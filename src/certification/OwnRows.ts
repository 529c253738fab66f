import { AscendingRows } from '../neighbors/AscendingRows.ts';

import type { Roundings } from './Roundings.ts';

/** The training rows of the class that a query is about, nearest first, as far as somebody looks. */
export class OwnRows {
  readonly #rows: AscendingRows;
  readonly #roundings: Roundings;
  /** Q of those that were looked at. */
  readonly #above: Float64Array;
  #known = 0;

  /**
   * Holds no rows.
   * @param most - How many it may be given.
   * @param roundings - What rounding may do.
   */
  constructor(most: number, roundings: Roundings) {
    this.#rows = new AscendingRows(most);
    this.#roundings = roundings;
    this.#above = new Float64Array(most);
  }

  /** How many rows it holds. */
  get size(): number {
    return this.#rows.size;
  }

  /**
   * Holds other rows instead.
   * @param list - Where they are listed.
   * @param from - The first of them.
   * @param to - The end of them, excluded.
   * @param squares - Squared distances of all training rows from the query.
   * @param start - That of row 0.
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
    this.#known = 0;
  }

  /**
   * The row of a rank.
   * @param rank - From 0, below the size.
   * @returns The training row.
   */
  rowAt(rank: number): number {
    return this.#rows.rowAt(rank);
  }

  /**
   * How far it is from the query.
   * @param rank - From 0, below the size.
   * @returns The computed distance.
   */
  distanceAt(rank: number): number {
    return Math.sqrt(this.#rows.keyAt(rank));
  }

  /**
   * Q of a rank: more than its squared distance, by what rounding may do. Once the roundings know the query.
   * @param rank - From 0, below the size.
   * @returns The square.
   */
  aboveAt(rank: number): number {
    for (; this.#known <= rank; this.#known++) {
      const distance = this.distanceAt(this.#known);
      this.#above[this.#known] = this.#roundings.above(distance);
    }
    return this.#above[rank];
  }
}
