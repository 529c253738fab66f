/**
 * Squared distances with a smaller relative difference tie: rows at exactly equal distances would otherwise be
 * separated by rounding once columns are shifted and scaled, and neighbours should not depend on the units of a column.
 * Standardizing leaves an error of ε·|mean|/σ in a coordinate: this allows for columns whose mean is some 10⁵ standard
 * deviations.
 */
export const TIE = 1e-10;

/**
 * The `size` nearest candidates of each of `rows` queries, kept sorted while candidates are offered. Distances that tie
 * keep the order in which they were offered, so that offering rows in ascending order breaks ties in favour of the
 * lower row. Memory is O(rows · size).
 */
export class NearestLists {
  /** rows × size, the index of each neighbour, nearest first; −1 where fewer were offered. */
  readonly indices: Int32Array;
  /** rows × size, their distances; infinite where fewer were offered. */
  readonly distances: Float64Array;
  readonly size: number;

  constructor(rows: number, size: number) {
    this.size = size;
    this.indices = new Int32Array(rows * size).fill(-1);
    this.distances = new Float64Array(rows * size).fill(Infinity);
  }

  /**
   * Keeps a candidate if it is nearer than the farthest one kept.
   * @param distance - Any increasing function of the distance.
   */
  offer(query: number, candidate: number, distance: number): void {
    const { indices, distances, size } = this;
    if (size === 0) return;
    const start = query * size;
    let place = start + size - 1;
    const tied = distance * (1 + TIE);
    if (!(tied < distances[place])) return;
    while (place > start && tied < distances[place - 1]) {
      distances[place] = distances[place - 1];
      indices[place] = indices[place - 1];
      place--;
    }
    distances[place] = distance;
    indices[place] = candidate;
  }

  /**
   * The distance that a candidate must be below to be kept: that of the farthest one kept; infinite as long as there
   * are fewer than `size`; 0 if `size` is 0.
   */
  farthest(query: number): number {
    if (this.size === 0) return 0;
    return this.distances[(query + 1) * this.size - 1];
  }

  /** The neighbours of a query, nearest first: as many as were offered, at most `size`. */
  of(query: number): Int32Array {
    const start = query * this.size;
    const found = this.indices.subarray(start, start + this.size);
    const missing = found.indexOf(-1);
    return missing === -1 ? found : found.subarray(0, missing);
  }
}
