import { dot } from './vectors.ts';

/** Part of a normal that has to be new, for it to count as independent of the active ones. */
const INDEPENDENT = 1e-10;

/**
 * The shortest vector x with aᵢ · x ≥ bᵢ for all constraints it is given (least distance programming; Lawson and Hanson, Solving
 * Least Squares Problems, chapter 23), by the dual active-set method of Goldfarb and Idnani (Mathematical Programming 27, 1983):
 * it begins at 0, and takes in violated constraints one at a time, while their multipliers v stay positive and x = Σ vᵢ aᵢ. Its
 * length never falls on the way, so whoever looks for less may give up early. Normals of active constraints are kept as Q R. At
 * most as many are active as there are columns. O(columns · active) for each step.
 */
export class LeastDistance {
  readonly #columns: number;
  /** x. */
  readonly point: Float64Array;
  /** How many constraints are active. */
  #active = 0;
  /** Multipliers of the active ones, their normals and b. */
  readonly #multipliers: Float64Array;
  readonly #normals: Float64Array;
  readonly #bounds: Float64Array;
  /** Orthonormal rows, and the columns of R: as many as are active. */
  readonly #basis: Float64Array;
  readonly #triangle: Float64Array;
  /** What a new normal is in the basis, how multipliers change, and what is new of it. */
  readonly #parts: Float64Array;
  readonly #slopes: Float64Array;
  readonly #rest: Float64Array;

  /**
   * Allocates all it needs.
   * @param columns - Of x.
   */
  constructor(columns: number) {
    this.#columns = columns;
    this.point = new Float64Array(columns);
    this.#multipliers = new Float64Array(columns);
    this.#bounds = new Float64Array(columns);
    this.#normals = new Float64Array(columns * columns);
    this.#basis = new Float64Array(columns * columns);
    this.#triangle = new Float64Array(columns * columns);
    this.#parts = new Float64Array(columns);
    this.#slopes = new Float64Array(columns);
    this.#rest = new Float64Array(columns);
  }

  /** Forgets all constraints. */
  begin(): void {
    this.#active = 0;
    this.point.fill(0);
  }

  /** How many constraints are active. */
  get active(): number {
    return this.#active;
  }

  /**
   * Shows the active constraints.
   * @param see - Called with the multiplier and b of each, and where its normal begins in the array that is shown.
   */
  showActive(
    see: (
      multiplier: number,
      bound: number,
      normals: Float64Array,
      start: number,
    ) => void,
  ): void {
    for (let at = 0; at < this.#active; at++) {
      const start = at * this.#columns;
      see(this.#multipliers[at], this.#bounds[at], this.#normals, start);
    }
  }

  /**
   * Takes in a constraint that x violates.
   * @param normal - a.
   * @param bound - b.
   * @returns False if, but for rounding, no x obeys all: it is as it was last then.
   */
  add(normal: Float64Array, bound: number): boolean {
    const size = Math.sqrt(dot(normal, normal));
    let multiplier = 0;
    for (;;) {
      const length = this.#project(normal);
      const isFree =
        this.#active < this.#columns && length > INDEPENDENT * size;
      const first = this.#firstToLeave();
      const leaves = first < 0 ? Infinity : this.#timeOf(first);
      const missing = Math.max(0, bound - dot(normal, this.point));
      const reaches = isFree ? missing / length ** 2 : Infinity;
      const step = Math.min(leaves, reaches);
      if (step === Infinity) return false;
      this.#move(step, isFree);
      multiplier += step;
      if (reaches <= leaves) {
        this.#append(normal, bound, multiplier, length);
        return true;
      }
      this.#remove(first);
    }
  }

  // takes the active normals out of a new one, twice for the rounding of the first time; returns the length of what is left
  #project(normal: Float64Array): number {
    const columns = this.#columns;
    const rest = this.#rest;
    const parts = this.#parts;
    rest.set(normal);
    parts.fill(0);
    for (let time = 0; time < 2; time++) {
      for (let at = 0; at < this.#active; at++) {
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
    for (let at = this.#active - 1; at >= 0; at--) {
      let slope = parts[at];
      for (let later = at + 1; later < this.#active; later++) {
        slope -= this.#triangle[later * columns + at] * this.#slopes[later];
      }
      this.#slopes[at] = slope / this.#triangle[at * columns + at];
    }
    return Math.sqrt(dot(rest, rest));
  }

  #timeOf(at: number): number {
    return this.#multipliers[at] / this.#slopes[at];
  }

  // the active constraint whose multiplier is the first to vanish; −1: none does
  #firstToLeave(): number {
    let first = -1;
    for (let at = 0; at < this.#active; at++) {
      if (!(this.#slopes[at] > 0)) continue;
      if (first < 0 || this.#timeOf(at) < this.#timeOf(first)) first = at;
    }
    return first;
  }

  #move(step: number, isFree: boolean): void {
    for (let at = 0; at < this.#active; at++) {
      const multiplier = this.#multipliers[at] - step * this.#slopes[at];
      this.#multipliers[at] = Math.max(0, multiplier);
    }
    if (!isFree) return;
    for (let k = 0; k < this.#columns; k++) {
      this.point[k] += step * this.#rest[k];
    }
  }

  #append(
    normal: Float64Array,
    bound: number,
    multiplier: number,
    length: number,
  ): void {
    const columns = this.#columns;
    const at = this.#active++;
    const start = at * columns;
    this.#multipliers[at] = multiplier;
    this.#bounds[at] = bound;
    this.#normals.set(normal, start);
    for (let k = 0; k < columns; k++) {
      this.#basis[start + k] = this.#rest[k] / length;
    }
    this.#triangle.set(this.#parts, start);
    this.#triangle[start + at] = length;
  }

  // later columns of R move up by one; what is below the diagonal then is turned away
  #remove(gone: number): void {
    const columns = this.#columns;
    const last = --this.#active;
    this.#multipliers.copyWithin(gone, gone + 1, last + 1);
    this.#bounds.copyWithin(gone, gone + 1, last + 1);
    for (const rows of [this.#normals, this.#triangle]) {
      rows.copyWithin(
        gone * columns,
        (gone + 1) * columns,
        (last + 1) * columns,
      );
    }
    for (let at = gone; at < last; at++) {
      const start = at * columns;
      const above = this.#triangle[start + at];
      const below = this.#triangle[start + at + 1];
      const length = Math.hypot(above, below);
      const cosine = above / length;
      const sine = below / length;
      for (let column = at; column < last; column++) {
        turn(this.#triangle, column * columns + at, 1, 1, cosine, sine);
      }
      turn(this.#basis, start, columns, columns, cosine, sine);
    }
  }
}

// (x, y) → (c x + s y, c y − s x), for `count` neighbouring x whose y are `apart` places further on
function turn(
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
