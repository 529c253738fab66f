import { dot } from '../vectors.ts';

import type { LeastNorm, VisitConstraint } from './LeastNorm.ts';
import { QRFactor } from './QRFactor.ts';

/** The fraction of a normal that has to be orthogonal to the active ones, for it to count as independent of them. */
const INDEPENDENT = 1e-10;

/**
 * The shortest vector x with aᵢ · x ≥ bᵢ for all added constraints in norm 2 (least distance programming; Lawson and Hanson,
 * Solving Least Squares Problems, chapter 23), by the dual active-set method of Goldfarb and Idnani (Mathematical
 * Programming 27, 1983): it starts at 0 and adds violated constraints one at a time, while their multipliers v stay
 * positive and x = Σ vᵢ aᵢ. Its length never decreases, so a caller with a bound on the length may stop early. Normals
 * of active constraints are stored as Q R. At most as many are active as there are columns. O(columns · active) for
 * each step.
 */
export class LeastDistance implements LeastNorm {
  readonly #columns: number;
  readonly #most: number;
  /** x. */
  readonly point: Float64Array;
  /** The multipliers, normals and b of active constraints. */
  readonly #multipliers: Float64Array;
  readonly #normals: Float64Array;
  readonly #bounds: Float64Array;
  /** The factorization of the normals. */
  readonly #factor: QRFactor;
  /** 1 if the last constraint contradicts the active ones: it is stored behind them. */
  #contradictions = 0;

  /**
   * Allocates all memory.
   * @param columns - The length of x.
   * @param most - The largest rank of the normals.
   */
  constructor(columns: number, most = columns) {
    this.#columns = columns;
    this.#most = most;
    this.point = new Float64Array(columns);
    this.#multipliers = new Float64Array(most + 1);
    this.#bounds = new Float64Array(most + 1);
    this.#normals = new Float64Array((most + 1) * columns);
    this.#factor = new QRFactor(columns, most);
  }

  /** Removes all constraints. */
  begin(): void {
    this.#factor.clear();
    this.#contradictions = 0;
    this.point.fill(0);
  }

  /** Multiplications of an addition, about. */
  get cost(): number {
    return 4 * this.#columns * (this.active + 1);
  }

  /** The number of active constraints. */
  get active(): number {
    return this.#factor.size;
  }

  /** Visits the active constraints. */
  visitActive(visit: VisitConstraint): void {
    for (let at = 0; at < this.active + this.#contradictions; at++) {
      const start = at * this.#columns;
      visit(this.#multipliers[at], this.#bounds[at], this.#normals, start);
    }
  }

  /** Adds a constraint that x violates: see `LeastNorm`. */
  add(normal: Float64Array, bound: number): boolean {
    const size = Math.sqrt(dot(normal, normal));
    let multiplier = 0;
    for (;;) {
      const length = this.#factor.project(normal);
      const isFree = this.active < this.#most && length > INDEPENDENT * size;
      const first = this.#firstToLeave();
      const leaves = first < 0 ? Infinity : this.#timeOf(first);
      const missing = Math.max(0, bound - dot(normal, this.point));
      const reaches = isFree ? missing / length ** 2 : Infinity;
      const step = Math.min(leaves, reaches);
      if (step === Infinity) return this.#contradict(normal, bound);
      this.#move(step, isFree);
      multiplier += step;
      if (reaches <= leaves) {
        this.#append(normal, bound, multiplier, length);
        return true;
      }
      this.#remove(first);
    }
  }

  #timeOf(at: number): number {
    return this.#multipliers[at] / this.#factor.slopes[at];
  }

  // the active constraint whose multiplier is the first to become 0; −1: none does
  #firstToLeave(): number {
    let first = -1;
    for (let at = 0; at < this.active; at++) {
      if (!(this.#factor.slopes[at] > 0)) continue;
      if (first < 0 || this.#timeOf(at) < this.#timeOf(first)) first = at;
    }
    return first;
  }

  #move(step: number, isFree: boolean): void {
    const { slopes, remainder: rest } = this.#factor;
    for (let at = 0; at < this.active; at++) {
      const multiplier = this.#multipliers[at] - step * slopes[at];
      this.#multipliers[at] = Math.max(0, multiplier);
    }
    if (!isFree) return;
    for (let k = 0; k < this.#columns; k++) {
      this.point[k] += step * rest[k];
    }
  }

  #append(
    normal: Float64Array,
    bound: number,
    multiplier: number,
    length: number,
  ): void {
    this.#store(normal, bound, multiplier);
    this.#factor.append(length);
  }

  // the normal is a combination of the active ones with coefficients of at most 0: less these times them, it is 0
  #contradict(normal: Float64Array, bound: number): false {
    for (let at = 0; at < this.active; at++) {
      this.#multipliers[at] = -this.#factor.slopes[at];
    }
    this.#store(normal, bound, 1);
    this.#contradictions = 1;
    return false;
  }

  #store(normal: Float64Array, bound: number, multiplier: number): void {
    const at = this.#factor.size;
    this.#multipliers[at] = multiplier;
    this.#bounds[at] = bound;
    this.#normals.set(normal, at * this.#columns);
  }

  #remove(gone: number): void {
    const columns = this.#columns;
    const active = this.#factor.size;
    this.#multipliers.copyWithin(gone, gone + 1, active);
    this.#bounds.copyWithin(gone, gone + 1, active);
    this.#normals.copyWithin(
      gone * columns,
      (gone + 1) * columns,
      active * columns,
    );
    this.#factor.remove(gone);
  }
}
