import type { FittedClassifier } from '../estimators/FittedClassifier.ts';
import type { MarginNorm } from '../margin/dualNorm.ts';
import { NearestHeaps } from '../neighbors/NearestHeaps.ts';

import { MovedQuery } from './MovedQuery.ts';
import type { Normals } from './Normals.ts';
import { OutvotingRegions } from './OutvotingRegions.ts';
import type { Region } from './RegionMove.ts';
import { RegionMove } from './RegionMove.ts';
import { sizeOf } from './sizes.ts';

/** Rows of other classes that are looked at, the nearest ones; how many of them a way is begun from. */
const LOOKED_AT = 64;
const STARTS = 12;
/** Of the ways, the shortest are made shorter still. */
const PURSUED = 8;
/** How far beyond the nearest rows of other classes to look, where the prediction is the same there: in doublings. */
const DOUBLINGS = 20;
/** Halvings of a way, before regions take over. */
const HALVINGS = 8;
/** A move that is shorter by less than this part is as long as before. */
const SHORTER = 1e-4;
/** How far into a region to look for the prediction there, as parts of the way to a point that is inside. */
const INTO = [1e-6, 1e-3, 0.1];
/** Times a move is made shorter. */
const ROUNDS = 30;
/** A move that changes the prediction. */
export interface Escape {
  /** Where it leads to the border, and a point beyond it. */
  move: Float64Array;
  inside: Float64Array;
  size: number;
}

/**
 * Looks for a small move that changes the prediction of a query. Ways onto the nearest rows of other classes, as far as the
 * prediction is another one there, are halved until their neighbours just outvote the class. To outvote the class by these
 * neighbours is a convex region, the shortest move into which is a quadratic program. At its end other rows tie with the
 * neighbours: neighbours there, and choices with one of the tied rows instead, are tried as long as the move becomes shorter.
 * What is found is small, and need not be the smallest. O(n d) for each move that is tried.
 */
export class AttackSearch {
  readonly #classifier: FittedClassifier;
  readonly #lengths: Float64Array;
  readonly #norm: MarginNorm;
  readonly #columns: number;
  readonly #query: MovedQuery;
  readonly #outvoting: OutvotingRegions;
  readonly #regions: RegionMove;
  /** In the norm that is asked for; only where it is another than 2. */
  readonly #otherwise: RegionMove | undefined;

  /**
   * Allocates all that any query needs.
   * @param classifier - The classifier.
   * @param lengths - What a unit of a move is in each column.
   * @param norm - How moves are measured.
   * @param normals - The normals of all pairs.
   */
  constructor(
    classifier: FittedClassifier,
    lengths: Float64Array,
    norm: MarginNorm,
    normals: Normals,
  ) {
    this.#classifier = classifier;
    this.#lengths = lengths;
    this.#norm = norm;
    this.#columns = lengths.length;
    this.#query = new MovedQuery(classifier, normals);
    this.#outvoting = new OutvotingRegions(classifier, this.#query);
    this.#regions = new RegionMove(normals, 2);
    this.#otherwise = norm === 2 ? undefined : new RegionMove(normals, norm);
  }

  /**
   * Looks for a move.
   * @param code - The class that the query is predicted to be of.
   * @param row - The query, raw.
   * @param squares - Squared distances of all training rows from it.
   * @param start - Where they begin there.
   * @returns The smallest that was found, if any.
   */
  find(
    code: number,
    row: Float64Array,
    squares: Float64Array,
    start: number,
  ): Escape | undefined {
    this.#query.begin(code, squares, start);
    const ways = this.#ways(code, row)
      .toSorted((a, b) => a.size - b.size)
      .slice(0, PURSUED);
    let best: Escape | undefined;
    for (const way of ways) {
      const escape = this.#pursue(code, way);
      if (!best || escape.size < best.size) best = escape;
    }
    return best;
  }

  // ways onto other rows, as far as the prediction is another one
  #ways(code: number, row: Float64Array): Escape[] {
    const ways: Escape[] = [];
    const others = this.#nearestOthers(code);
    const moves = others.map((other) => this.#moveOnto(row, other));
    for (const move of moves) {
      if (ways.length === STARTS) break;
      this.#query.head(move);
      if (this.#query.codeAt(1) !== code) ways.push(this.#halve(code, move, 1));
    }
    if (ways.length > 0) return ways;
    this.#query.widen(code);
    for (const move of moves.slice(0, STARTS)) {
      this.#query.head(move);
      for (let part = 2; part <= 2 ** DOUBLINGS; part *= 2) {
        if (this.#query.codeAt(part) === code) continue;
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
    const from = other * this.#columns;
    return row.map((x, k) => (values[from + k] - x) / this.#lengths[k]);
  }

  // the query has headed for the move, at a part of which it is predicted otherwise
  #halve(code: number, move: Float64Array, part: number): Escape {
    let within = part > 1 ? part / 2 : 0;
    let beyond = part;
    for (let time = 0; time < HALVINGS; time++) {
      const middle = (within + beyond) / 2;
      if (this.#query.codeAt(middle) === code) within = middle;
      else beyond = middle;
    }
    const inside = move.map((value) => beyond * value);
    return { move: inside, inside, size: this.#sizeOf(inside) };
  }

  #sizeOf(move: Float64Array): number {
    return sizeOf(this.#norm, move);
  }

  // in norm 2 first, of which single programs are exact, then in the norm that is asked for
  #pursue(code: number, way: Escape): Escape {
    let best = { ...way, size: sizeOf(2, way.inside) };
    for (let round = 0; round < ROUNDS; round++) {
      const next = this.#shorten(code, best, this.#regions);
      if (!next) break;
      best = next;
    }
    best.size = this.#sizeOf(best.inside);
    if (!this.#otherwise) return best;
    if (way.size < best.size) best = way;
    for (let round = 0; round < ROUNDS; round++) {
      const next = this.#shorten(code, best, this.#otherwise);
      if (!next) break;
      best = next;
    }
    return best;
  }

  #shorten(
    code: number,
    escape: Escape,
    regions: RegionMove,
  ): Escape | undefined {
    const region = this.#outvoting.at(code, escape.inside);
    const there = this.#enter(code, region, escape, regions);
    if (there) return there;
    for (const choice of this.#outvoting.besides(code, region, escape.move)) {
      const next = this.#enter(code, choice, escape, regions);
      if (next) return next;
    }
    return undefined;
  }

  // a shorter move into a region, if there is one after which the prediction is another one
  #enter(
    code: number,
    region: Region,
    { inside, size }: Escape,
    regions: RegionMove,
  ): Escape | undefined {
    const limit = size * (1 - SHORTER);
    const { own, halves } = this.#query;
    if (!regions.find(region, own, halves, limit)) return undefined;
    const move = regions.move.slice();
    for (const part of INTO) {
      const beyond = move.map((value, k) => value + part * (inside[k] - value));
      const length = sizeOf(regions.norm, beyond);
      if (length > limit) return undefined;
      this.#query.head(beyond);
      if (this.#query.codeAt(1) === code) continue;
      return { move, inside: beyond, size: length };
    }
    return undefined;
  }
}
