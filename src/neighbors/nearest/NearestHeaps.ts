/** The nearest rows of each query. */
export interface NearestTable {
  /** queries × size, the index of each neighbour, nearest first; −1 if there are fewer. */
  indices: Int32Array;
  /** queries × size, their distances; infinite if there are fewer. */
  distances: Float64Array;
  size: number;
}

/**
 * The `size` nearest candidates of each query: a heap per query while candidates are offered, with the farthest at its
 * top. Among candidates at the same distance, the one with the higher index counts as farther. Keeping a candidate
 * takes O(log size), instead of O(size) in a sorted list. Memory is O(queries · size).
 */
export class NearestHeaps implements NearestTable {
  readonly indices: Int32Array;
  readonly distances: Float64Array;
  readonly size: number;

  /**
   * Starts with no candidates: infinitely distant ones fill the heaps.
   * @param size - The number of candidates to keep per query, at least 1.
   */
  constructor(queries: number, size: number) {
    this.size = size;
    this.indices = new Int32Array(queries * size).fill(-1);
    this.distances = new Float64Array(queries * size).fill(Infinity);
  }

  /** Removes all candidates. */
  clear(): void {
    this.indices.fill(-1);
    this.distances.fill(Infinity);
  }

  /**
   * Keeps a candidate if it is nearer than the farthest one kept. Candidates come in ascending order, so that one at
   * the same distance as the farthest counts as farther.
   */
  offer(query: number, candidate: number, distance: number): void {
    const top = query * this.size;
    if (!(distance < this.distances[top])) return;
    this.#sink(top, this.size, candidate, distance);
  }

  /**
   * The distance that a candidate must be below to be kept: that of the farthest one kept; infinite as long as there
   * are fewer than `size`.
   */
  farthest(query: number): number {
    return this.distances[query * this.size];
  }

  /**
   * Sorts the candidates of the queries up to `to` (excluded), nearest first. Nothing can be offered to them
   * afterwards. O(size log size) each.
   */
  sort(from: number, to: number): void {
    const { indices, distances, size } = this;
    for (let top = from * size; top < to * size; top += size) {
      // the farthest one left goes to the end
      for (let last = top + size - 1; last > top; last--) {
        const candidate = indices[last];
        const distance = distances[last];
        indices[last] = indices[top];
        distances[last] = distances[top];
        this.#sink(top, last - top, candidate, distance);
      }
    }
  }

  // puts a candidate in the place of the one at the top, and moves farther ones up
  #sink(top: number, size: number, candidate: number, distance: number): void {
    const { indices, distances } = this;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= size) break;
      if (child + 1 < size) {
        const left = distances[top + child];
        const right = distances[top + child + 1];
        const isRight =
          left < right ||
          (left === right && indices[top + child] < indices[top + child + 1]);
        if (isRight) child++;
      }
      const farther = distances[top + child];
      const isBelow =
        farther < distance ||
        (farther === distance && indices[top + child] < candidate);
      if (isBelow) break;
      distances[top + place] = farther;
      indices[top + place] = indices[top + child];
      place = child;
    }
    distances[top + place] = distance;
    indices[top + place] = candidate;
  }
}
