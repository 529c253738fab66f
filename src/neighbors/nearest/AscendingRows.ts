/**
 * Rows in ascending order of a key, of which only the first few are needed: a heap with the least key at its top, from
 * which rows are taken on demand. O(rows) to fill, O(log rows) for each row taken.
 */
export class AscendingRows {
  readonly #keys: Float64Array;
  readonly #rows: Int32Array;
  #size = 0;
  /** The number of rows left in the heap; those taken are stored behind it, the first of all at the end. */
  #left = 0;

  /**
   * Starts without rows.
   * @param most - The largest number of rows.
   */
  constructor(most: number) {
    this.#keys = new Float64Array(most);
    this.#rows = new Int32Array(most);
  }

  /** The number of rows. */
  get size(): number {
    return this.#size;
  }

  /** Removes all rows. */
  clear(): void {
    this.#size = 0;
    this.#left = 0;
  }

  /**
   * Adds the rows of `list` from `from` to `to` (excluded), before any row is requested; `order` sorts them.
   * @param keys - A key for every row.
   * @param start - The index of the key of row 0.
   */
  add(
    list: Int32Array,
    from: number,
    to: number,
    keys: Float64Array,
    start: number,
  ): void {
    let size = this.#size;
    for (let at = from; at < to; at++) {
      const row = list[at];
      this.#rows[size] = row;
      this.#keys[size] = keys[start + row];
      size++;
    }
    this.#size = size;
  }

  /** Builds the heap after all rows were added. */
  order(): void {
    this.#left = this.#size;
    for (let top = (this.#size >> 1) - 1; top >= 0; top--) {
      this.#sink(top, this.#keys[top], this.#rows[top]);
    }
  }

  /**
   * The row of a rank; of rows with the same key, the lower one comes first.
   * @param rank - From 0, below the size.
   */
  rowAt(rank: number): number {
    return this.#rows[this.#find(rank)];
  }

  /**
   * The key of a rank.
   * @param rank - From 0, below the size.
   */
  keyAt(rank: number): number {
    return this.#keys[this.#find(rank)];
  }

  #find(rank: number): number {
    const place = this.#size - 1 - rank;
    while (this.#left > place) {
      const last = --this.#left;
      const key = this.#keys[last];
      const row = this.#rows[last];
      this.#keys[last] = this.#keys[0];
      this.#rows[last] = this.#rows[0];
      if (last > 0) this.#sink(0, key, row);
    }
    return place;
  }

  // puts a row in the place of the one removed, and moves lesser ones up
  #sink(top: number, key: number, row: number): void {
    const keys = this.#keys;
    const rows = this.#rows;
    const left = this.#left;
    let place = top;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= left) break;
      const right = child + 1;
      if (right < left) {
        const isRight =
          keys[right] < keys[child] ||
          (keys[right] === keys[child] && rows[right] < rows[child]);
        if (isRight) child = right;
      }
      const lesser = keys[child];
      if (lesser > key || (lesser === key && rows[child] > row)) break;
      keys[place] = lesser;
      rows[place] = rows[child];
      place = child;
    }
    keys[place] = key;
    rows[place] = row;
  }
}
