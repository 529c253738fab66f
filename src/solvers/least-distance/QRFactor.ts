import { dot } from '../vectors.ts';

/** Some vectors as Q R: a vector is appended or removed in O(columns · size). */
export class QRFactor {
  readonly #columns: number;
  readonly #most: number;
  #size = 0;
  /** Orthonormal rows, and the columns of R: as many as there are vectors. */
  readonly #basis: Float64Array;
  readonly #triangle: Float64Array;
  /** The last projected vector in coordinates of the basis. */
  readonly #parts: Float64Array;
  /** Working memory: the coefficients of the stored vectors, and the orthogonal remainder. */
  readonly slopes: Float64Array;
  readonly remainder: Float64Array;

  /**
   * Allocates all memory.
   * @param columns - The length of the vectors.
   * @param most - Their largest number.
   */
  constructor(columns: number, most: number) {
    this.#columns = columns;
    this.#most = most;
    this.#basis = new Float64Array(most * columns);
    this.#triangle = new Float64Array(most * most);
    this.#parts = new Float64Array(most);
    this.slopes = new Float64Array(most);
    this.remainder = new Float64Array(columns);
  }

  /** The number of vectors. */
  get size(): number {
    return this.#size;
  }

  /** Removes all vectors. */
  clear(): void {
    this.#size = 0;
  }

  /**
   * Subtracts the projection of a new vector onto the span of the stored ones, twice because of the rounding of the
   * first time.
   * @returns The length of the remainder.
   */
  project(vector: Float64Array): number {
    const columns = this.#columns;
    const rest = this.remainder;
    const parts = this.#parts;
    rest.set(vector);
    parts.fill(0);
    for (let time = 0; time < 2; time++) {
      for (let at = 0; at < this.#size; at++) {
        const start = at * columns;
        let part = 0;
        for (let k = 0; k < columns; k++) {
          part += this.#basis[start + k] * rest[k];
        }
        for (let k = 0; k < columns; k++) {
          rest[k] -= part * this.#basis[start + k];
        }
        parts[at] += part;
      }
    }
    // R slopes = parts
    for (let at = this.#size - 1; at >= 0; at--) {
      let slope = parts[at];
      for (let later = at + 1; later < this.#size; later++) {
        slope -= this.#triangle[later * this.#most + at] * this.slopes[later];
      }
      this.slopes[at] = slope / this.#triangle[at * this.#most + at];
    }
    return Math.sqrt(dot(rest, rest));
  }

  /**
   * Appends the last projected vector.
   * @param length - The length of its remainder, not 0.
   */
  append(length: number): void {
    const at = this.#size++;
    const start = at * this.#columns;
    for (let k = 0; k < this.#columns; k++) {
      this.#basis[start + k] = this.remainder[k] / length;
    }
    this.#triangle.set(this.#parts, at * this.#most);
    this.#triangle[at * this.#most + at] = length;
  }

  /** Removes a vector: later columns of R move up by one, and rotations eliminate the entries below the diagonal. */
  remove(gone: number): void {
    const columns = this.#columns;
    const most = this.#most;
    const last = --this.#size;
    this.#triangle.copyWithin(
      gone * most,
      (gone + 1) * most,
      (last + 1) * most,
    );
    for (let at = gone; at < last; at++) {
      const start = at * most;
      const above = this.#triangle[start + at];
      const below = this.#triangle[start + at + 1];
      const length = Math.hypot(above, below);
      const cosine = above / length;
      const sine = below / length;
      for (let column = at; column < last; column++) {
        rotate(this.#triangle, column * most + at, 1, 1, cosine, sine);
      }
      rotate(this.#basis, at * columns, columns, columns, cosine, sine);
    }
  }
}

// (x, y) → (c x + s y, c y − s x), for `count` neighbouring x whose y are `apart` places farther on
function rotate(
  values: Float64Array,
  start: number,
  apart: number,
  count: number,
  cosine: number,
  sine: number,
): void {
  for (let at = start; at < start + count; at++) {
    const x = values[at];
    const y = values[at + apart];
    values[at] = cosine * x + sine * y;
    values[at + apart] = cosine * y - sine * x;
  }
}
