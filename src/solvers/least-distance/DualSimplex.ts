import { dot } from '../vectors.ts';

import type { LeastNorm, VisitConstraint } from './LeastNorm.ts';

/** Smaller slopes, as a part of a constraint's length, are rounding. */
const SLOPE = 1e-11;
/** Bounds that the norm itself sets are met within this part of the vector's norm. */
const MET = 1e-12;
/** Exchanges after one constraint before it is left as it is: some more than there are columns, but for cycles. */
const MOST_EXCHANGES = 20;

/**
 * The shortest vector x in norm 1 or ∞ with aᵢ · x ≥ bᵢ for all added constraints: a linear program, by the dual simplex
 * method (Lemke, Naval Research Logistics Quarterly 1, 1954), which is at a vertex of as many active constraints as there
 * are variables, and moves along one of its edges to each constraint that is violated.
 *
 * Norm 1: x = p − q with p, q ≥ 0 and the least Σ p + q, from p = q = 0 on. Norm ∞: (x, t) with |x| ≤ t and the least t;
 * the first vertex is where the first constraint meets the cube's corner. Nothing is kept of constraints that are not
 * active. O(variables²) for each exchange.
 */
export class DualSimplex implements LeastNorm {
  readonly #columns: number;
  readonly #isSum: boolean;
  /** The number of variables. */
  readonly #size: number;
  /** x. */
  readonly point: Float64Array;
  /** The vertex, and its edges: each row says how the variables change with the slack of an active constraint. */
  readonly #vertex: Float64Array;
  readonly #edges: Float64Array;
  /** The multipliers of active constraints: how the norm changes along the edges. */
  readonly #multipliers: Float64Array;
  /** Whether an active constraint was added, or is one of the norm itself; their normals and b. */
  readonly #isAdded: Uint8Array;
  readonly #normals: Float64Array;
  readonly #bounds: Float64Array;
  /** Working memory: slopes of a constraint along the edges, and its normal in terms of the variables. */
  readonly #slopes: Float64Array;
  readonly #row: Float64Array;
  #isEmpty = true;

  /**
   * Allocates all memory.
   * @param columns - The length of x.
   * @param norm - The norm that is as small as possible.
   */
  constructor(columns: number, norm: 1 | typeof Infinity) {
    this.#columns = columns;
    this.#isSum = norm === 1;
    const size = this.#isSum ? 2 * columns : columns + 1;
    this.#size = size;
    this.point = new Float64Array(columns);
    this.#vertex = new Float64Array(size);
    this.#edges = new Float64Array(size * size);
    // one more: for a constraint that contradicts the active ones
    this.#multipliers = new Float64Array(size + 1);
    this.#isAdded = new Uint8Array(size + 1);
    this.#normals = new Float64Array((size + 1) * columns);
    this.#bounds = new Float64Array(size + 1);
    this.#slopes = new Float64Array(size);
    this.#row = new Float64Array(size);
  }

  /** Multiplications of an addition, about: of a few exchanges. */
  get cost(): number {
    return 8 * this.#edges.length;
  }

  /** Removes all constraints. */
  begin(): void {
    this.#isEmpty = true;
    this.point.fill(0);
    this.#vertex.fill(0);
    this.#isAdded.fill(0);
    this.#multipliers.fill(0);
    if (!this.#isSum) return;
    this.#edges.fill(0);
    this.#multipliers.fill(1, 0, this.#size);
    const next = this.#size + 1;
    for (let at = 0; at < this.#edges.length; at += next) this.#edges[at] = 1;
  }

  /** Visits the active constraints. */
  visitActive(visit: VisitConstraint): void {
    for (let at = 0; at <= this.#size; at++) {
      if (this.#isAdded[at] === 0) continue;
      const start = at * this.#columns;
      visit(this.#multipliers[at], this.#bounds[at], this.#normals, start);
    }
  }

  /** Adds a constraint that x violates: see `LeastNorm`. */
  add(normal: Float64Array, bound: number): boolean {
    if (this.#isEmpty && !this.#isSum) {
      if (!this.#startAtCorner(normal, bound)) return false;
    } else {
      this.#row.set(normal);
      if (this.#isSum) {
        for (let k = 0; k < this.#columns; k++) {
          this.#row[this.#columns + k] = -normal[k];
        }
      } else {
        this.#row[this.#columns] = 0;
      }
      if (!this.#exchange(bound, normal)) return false;
    }
    this.#isEmpty = false;
    const isMet = this.#meetNorm();
    this.#readPoint();
    return isMet;
  }

  // norm ∞: x = ± t, with the signs of the normal
  #startAtCorner(normal: Float64Array, bound: number): boolean {
    const columns = this.#columns;
    let sum = 0;
    for (const value of normal) sum += Math.abs(value);
    if (sum === 0) return this.#contradict(normal, bound);
    this.#edges.fill(0);
    for (let at = 0; at <= columns; at++) {
      const start = at * this.#size;
      // the slack of t ∓ x_at, and at last that of the constraint
      const part = at < columns ? Math.abs(normal[at]) / sum : 1 / sum;
      for (let k = 0; k < columns; k++) {
        const sign = normal[k] < 0 ? -1 : 1;
        this.#edges[start + k] = sign * (k === at ? part - 1 : part);
      }
      this.#edges[start + columns] = part;
      this.#multipliers[at] = part;
    }
    for (let k = 0; k < columns; k++) {
      this.#vertex[k] = ((normal[k] < 0 ? -1 : 1) * bound) / sum;
    }
    this.#vertex[columns] = bound / sum;
    this.#store(columns, normal, bound);
    return true;
  }

  // the bounds that the norm itself sets: p, q ≥ 0 or |x| ≤ t; false: they contradict the others
  #meetNorm(): boolean {
    const most = MOST_EXCHANGES + 2 * this.#size;
    for (let time = 0; time < most; time++) {
      if (!this.#setWorstOfNorm()) return true;
      if (!this.#exchange(0, undefined)) return false;
    }
    return true;
  }

  #setWorstOfNorm(): boolean {
    const vertex = this.#vertex;
    const columns = this.#columns;
    let worst = -1;
    let most = 0;
    let largest = 0;
    if (this.#isSum) {
      for (let at = 0; at < vertex.length; at++) {
        largest = Math.max(largest, vertex[at]);
        if (-vertex[at] <= most) continue;
        most = -vertex[at];
        worst = at;
      }
    } else {
      largest = vertex[columns];
      for (let at = 0; at < columns; at++) {
        const beyond = Math.abs(vertex[at]) - largest;
        if (beyond <= most) continue;
        most = beyond;
        worst = at;
      }
    }
    if (worst < 0 || most <= MET * Math.abs(largest)) return false;
    this.#row.fill(0);
    this.#row[worst] = this.#isSum || vertex[worst] < 0 ? 1 : -1;
    if (!this.#isSum) this.#row[columns] = 1;
    return true;
  }

  // row · variables ≥ bound takes the place of the active constraint whose multiplier is the first to become 0
  #exchange(bound: number, normal: Float64Array | undefined): boolean {
    const size = this.#size;
    const edges = this.#edges;
    const row = this.#row;
    const slopes = this.#slopes;
    for (let at = 0; at < size; at++) {
      let slope = 0;
      for (let k = 0, from = at * size; k < size; k++) {
        slope += row[k] * edges[from + k];
      }
      slopes[at] = slope;
    }
    const leaving = this.#firstToLeave();
    if (leaving < 0) return this.#contradict(normal, bound);
    const slope = slopes[leaving];
    const ratio = this.#multipliers[leaving] / slope;
    const step = (bound - dot(row, this.#vertex)) / slope;
    const from = leaving * size;
    for (let k = 0; k < size; k++) {
      this.#vertex[k] += step * edges[from + k];
      edges[from + k] /= slope;
    }
    for (let at = 0; at < size; at++) {
      if (at === leaving || slopes[at] === 0) continue;
      const part = slopes[at];
      this.#multipliers[at] = Math.max(0, this.#multipliers[at] - ratio * part);
      for (let k = 0, to = at * size; k < size; k++) {
        edges[to + k] -= part * edges[from + k];
      }
    }
    this.#multipliers[leaving] = ratio;
    this.#store(leaving, normal, bound);
    return true;
  }

  #firstToLeave(): number {
    const slopes = this.#slopes;
    let largest = 0;
    for (const slope of slopes) largest = Math.max(largest, Math.abs(slope));
    let first = -1;
    let least = Infinity;
    for (let at = 0; at < slopes.length; at++) {
      if (!(slopes[at] > SLOPE * largest)) continue;
      const ratio = this.#multipliers[at] / slopes[at];
      if (ratio > least) continue;
      // of several, the one that is met at the largest angle
      if (ratio === least && slopes[at] <= slopes[first]) continue;
      least = ratio;
      first = at;
    }
    return first;
  }

  // no edge leads towards the constraint: it and the active ones, by the slopes away from it, add up to 0
  #contradict(normal: Float64Array | undefined, bound: number): false {
    for (let at = 0; at < this.#size; at++) {
      this.#multipliers[at] = Math.max(0, -this.#slopes[at]);
    }
    if (this.#isEmpty) this.#multipliers.fill(0);
    this.#multipliers[this.#size] = 1;
    this.#store(this.#size, normal, bound);
    return false;
  }

  #store(at: number, normal: Float64Array | undefined, bound: number): void {
    this.#isAdded[at] = normal ? 1 : 0;
    if (!normal) return;
    this.#normals.set(normal, at * this.#columns);
    this.#bounds[at] = bound;
  }

  #readPoint(): void {
    const columns = this.#columns;
    for (let k = 0; k < columns; k++) {
      const value = this.#vertex[k];
      this.point[k] = this.#isSum ? value - this.#vertex[columns + k] : value;
    }
  }
}
