import type { FittedClassifier } from '../../estimators/classifier/FittedClassifier.ts';
import { normOf } from '../../linear-algebra/norms.ts';
import type { MarginNorm } from '../../margin/dualNorm.ts';
import { NearestHeaps } from '../../neighbors/nearest/NearestHeaps.ts';

import type { PerturbedQuery } from './PerturbedQuery.ts';

/** A perturbation that changes the prediction. */
export interface AdversarialMove {
  /** The perturbation up to the decision boundary, and one beyond it. */
  move: Float64Array;
  inside: Float64Array;
  /** A perturbation farther beyond, for where `inside` is so near to the boundary that rounding decides. */
  deeper: Float64Array;
  /** The norm of `inside`. */
  size: number;
}

/** Rows of other classes that are looked at, the nearest ones; how many of them a way is begun from. */
const LOOKED_AT = 64;
const STARTS = 12;
/** How far beyond the nearest rows of other classes to look, where the prediction is the same there: in doublings. */
const DOUBLINGS = 20;
/** Halvings of a way, before regions take over. */
const HALVINGS = 8;

/** Ways from a query onto the nearest rows of other classes, as far as the prediction is another one there. */
export class StartingPoints {
  readonly #classifier: FittedClassifier;
  readonly #query: PerturbedQuery;
  readonly #lengths: Float64Array;
  readonly #norm: MarginNorm;

  /**
   * Allocates nothing.
   * @param query - Predicts the class of a perturbed query.
   * @param lengths - The raw length of a unit of perturbation in each column.
   * @param norm - The norm of perturbations.
   */
  constructor(
    classifier: FittedClassifier,
    query: PerturbedQuery,
    lengths: Float64Array,
    norm: MarginNorm,
  ) {
    this.#classifier = classifier;
    this.#query = query;
    this.#lengths = lengths;
    this.#norm = norm;
  }

  /**
   * Finds starting points.
   * @param code - The predicted class of the query.
   * @param row - The query, raw; the one that `query` has begun with.
   * @returns As many as there are, at most twelve.
   */
  find(code: number, row: Float64Array): AdversarialMove[] {
    const ways: AdversarialMove[] = [];
    const others = this.#nearestOthers(code);
    const moves = others.map((other) => this.#moveOnto(row, other));
    for (const move of moves) {
      if (ways.length === STARTS) break;
      this.#query.setDirection(move);
      if (this.#query.predictAt(1) !== code) {
        ways.push(this.#halve(code, move, 1));
      }
    }
    if (ways.length > 0) return ways;
    this.#query.widen(code);
    for (const move of moves.slice(0, STARTS)) {
      this.#query.setDirection(move);
      for (let part = 2; part <= 2 ** DOUBLINGS; part *= 2) {
        if (this.#query.predictAt(part) === code) continue;
        ways.push(this.#halve(code, move, part));
        break;
      }
    }
    return ways;
  }

  #nearestOthers(code: number): number[] {
    const { codes } = this.#classifier.training;
    const { halves } = this.#query;
    const heap = new NearestHeaps(1, LOOKED_AT);
    for (let row = 0; row < codes.length; row++) {
      if (codes[row] !== code) heap.offer(0, row, halves[row]);
    }
    heap.sort(0, 1);
    return Array.from(heap.indices).filter((row) => row >= 0);
  }

  #moveOnto(row: Float64Array, other: number): Float64Array {
    const { values } = this.#classifier.training;
    const from = other * this.#lengths.length;
    return row.map((x, k) => (values[from + k] - x) / this.#lengths[k]);
  }

  // the query has headed for the move, at a part of which it is predicted otherwise
  #halve(code: number, move: Float64Array, part: number): AdversarialMove {
    let within = part > 1 ? part / 2 : 0;
    let beyond = part;
    for (let time = 0; time < HALVINGS; time++) {
      const middle = (within + beyond) / 2;
      if (this.#query.predictAt(middle) === code) within = middle;
      else beyond = middle;
    }
    const inside = move.map((value) => beyond * value);
    return {
      move: inside,
      inside,
      deeper: inside,
      size: normOf(this.#norm, inside),
    };
  }
}
