import type { Work } from '../async/work.ts';
import { seededRandom } from '../data/random.ts';

import { turnToPositive } from './eigenvectors.ts';
import { orthonormalize } from './rowBasis.ts';
import { tridiagonalize } from './tridiagonalize.ts';

/** Solves for a vector; one makes it as exact as rounding allows, the others are for values that are close together. */
const SOLVES = 3;
/** Halvings of an interval: those of a double, and a few more. */
const HALVINGS = 64;

/**
 * The first eigenvectors of a symmetric matrix, those of the largest eigenvalues: Householder's reflections make it
 * tridiagonal, bisection finds the eigenvalues, and inverse iteration their vectors, each kept orthogonal to those
 * before (Golub and Van Loan, Matrix Computations, 8.4; LAPACK's dstebz and dstein). As exact as `eigenvectors`, and for
 * a few of many several times as fast: 2 size³ for the reflections, O(size · count²) besides.
 * @param matrix - size × size, row-major; not changed.
 * @param count - At most size.
 * @returns One vector per row, of unit length; its largest entry is positive.
 */
export function* leadingEigenvectors(
  matrix: Float64Array,
  size: number,
  count: number,
): Work<Float64Array> {
  const { diagonal, offDiagonal, reflect } = yield* tridiagonalize(
    matrix,
    size,
  );
  const random = seededRandom(0);
  const solver = new ShiftedSolver(diagonal, offDiagonal);
  const rows = new Float64Array(count * size);
  let above = boundOf(diagonal, offDiagonal);
  for (let at = 0; at < count; at++) {
    const value = eigenvalueOf(diagonal, offDiagonal, at, above);
    above = value;
    solver.shiftBy(value);
    const row = rows.subarray(at * size, (at + 1) * size);
    for (let solves = 0; solves < SOLVES;) {
      if (solves === 0) for (let k = 0; k < size; k++) row[k] = random() - 0.5;
      solver.solve(row);
      solves = orthonormalize(rows, at, size) ? solves + 1 : 0;
    }
    yield;
  }
  for (let at = 0; at < count; at++) {
    reflect(rows, at);
    turnToPositive(rows.subarray(at * size, (at + 1) * size));
    yield;
  }
  return rows;
}

// no eigenvalue is larger in absolute value (Gershgorin)
function boundOf(diagonal: Float64Array, offDiagonal: Float64Array): number {
  let bound = 0;
  let before = 0;
  for (let k = 0; k < diagonal.length; k++) {
    const beside = Math.abs(offDiagonal[k]);
    bound = Math.max(bound, Math.abs(diagonal[k]) + before + beside);
    before = beside;
  }
  return bound;
}

// the eigenvalue with as many above it, by bisection
function eigenvalueOf(
  diagonal: Float64Array,
  offDiagonal: Float64Array,
  rank: number,
  above: number,
): number {
  let high = above;
  let low = -boundOf(diagonal, offDiagonal);
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (countAbove(diagonal, offDiagonal, middle) > rank) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

// the number of eigenvalues above a limit: of positive pivots (Sturm's sequence)
function countAbove(
  diagonal: Float64Array,
  offDiagonal: Float64Array,
  limit: number,
): number {
  let count = 0;
  let pivot = 1;
  let square = 0;
  for (let k = 0; k < diagonal.length; k++) {
    pivot = diagonal[k] - limit - square / pivot;
    if (Math.abs(pivot) < Number.MIN_VALUE * 2 ** 200) {
      pivot = -Number.MIN_VALUE * 2 ** 200;
    }
    if (pivot > 0) count++;
    square = offDiagonal[k] * offDiagonal[k];
  }
  return count;
}

/** Solves (T − shift) x = b for a tridiagonal T, by elimination with partial pivoting (LAPACK's dgttrf and dgtts2). */
class ShiftedSolver {
  readonly #diagonal: Float64Array;
  readonly #offDiagonal: Float64Array;
  /** A pivot that is smaller is rounding. */
  readonly #least: number;
  readonly #pivots: Float64Array;
  /** The first and the second entry beside each pivot. */
  readonly #first: Float64Array;
  readonly #second: Float64Array;
  readonly #factors: Float64Array;
  readonly #isSwapped: Uint8Array;

  constructor(diagonal: Float64Array, offDiagonal: Float64Array) {
    const size = diagonal.length;
    this.#diagonal = diagonal;
    this.#offDiagonal = offDiagonal;
    this.#least = Number.EPSILON * (boundOf(diagonal, offDiagonal) || 1);
    this.#pivots = new Float64Array(size);
    this.#first = new Float64Array(size);
    this.#second = new Float64Array(size);
    this.#factors = new Float64Array(size);
    this.#isSwapped = new Uint8Array(size);
  }

  /** Factorizes T − shift. */
  shiftBy(shift: number): void {
    const pivots = this.#pivots;
    const first = this.#first;
    const below = this.#offDiagonal;
    const last = pivots.length - 1;
    for (let k = 0; k <= last; k++) pivots[k] = this.#diagonal[k] - shift;
    first.set(below);
    this.#second.fill(0);
    for (let k = 0; k < last; k++) {
      const swaps = Math.abs(below[k]) > Math.abs(pivots[k]);
      this.#isSwapped[k] = Number(swaps);
      if (!swaps) {
        pivots[k] = this.#awayFromZero(pivots[k]);
        this.#factors[k] = below[k] / pivots[k];
        pivots[k + 1] -= this.#factors[k] * first[k];
        continue;
      }
      const factor = pivots[k] / below[k];
      const upper = first[k];
      this.#factors[k] = factor;
      pivots[k] = below[k];
      first[k] = pivots[k + 1];
      pivots[k + 1] = upper - factor * first[k];
      if (k + 1 === last) continue;
      this.#second[k] = first[k + 1];
      first[k + 1] = -factor * this.#second[k];
    }
    pivots[last] = this.#awayFromZero(pivots[last]);
  }

  /** Solves for a side, which the solution overwrites. */
  solve(x: Float64Array): void {
    const last = x.length - 1;
    for (let k = 0; k < last; k++) {
      if (this.#isSwapped[k]) {
        const upper = x[k];
        x[k] = x[k + 1];
        x[k + 1] = upper;
      }
      x[k + 1] -= this.#factors[k] * x[k];
    }
    for (let k = last; k >= 0; k--) {
      let left = x[k];
      if (k < last) left -= this.#first[k] * x[k + 1];
      if (k + 1 < last) left -= this.#second[k] * x[k + 2];
      x[k] = left / this.#pivots[k];
    }
  }

  #awayFromZero(pivot: number): number {
    if (Math.abs(pivot) >= this.#least) return pivot;
    return pivot < 0 ? -this.#least : this.#least;
  }
}
