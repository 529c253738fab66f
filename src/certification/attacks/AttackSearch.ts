import type { FittedClassifier } from '../../estimators/classifier/FittedClassifier.ts';
import { normOf } from '../../linear-algebra/norms.ts';
import type { MarginNorm } from '../../margin/dualNorm.ts';
import type { Normals } from '../bounds/Normals.ts';

import { OutvotingRegions } from './OutvotingRegions.ts';
import { PerturbedQuery } from './PerturbedQuery.ts';
import type { Region } from './RegionMove.ts';
import { RegionMove } from './RegionMove.ts';
import type { AdversarialMove } from './StartingPoints.ts';
import { StartingPoints } from './StartingPoints.ts';

/** Of the ways, the shortest are made shorter still. */
const PURSUED = 8;
/** A move that is shorter by less than this part is as long as before. */
const SHORTER = 1e-4;
/** How far into a region to look for the prediction there, as parts of the way to a point that is inside. */
const INTO = [1e-6, 1e-3, 0.1];
/** Times a move is made shorter. */
const ROUNDS = 30;

/**
 * Looks for a small move that changes the prediction of a query. Ways onto the nearest rows of other classes, as far as the
 * prediction is another one there, are halved until their neighbours just outvote the class. To outvote the class by these
 * neighbours is a convex region, the shortest move into which is a quadratic program. At its end other rows tie with the
 * neighbours: neighbours there, and choices with one of the tied rows instead, are tried as long as the move becomes shorter.
 * What is found is small, and need not be the smallest. O(n d) for each move that is tried.
 */
export class AttackSearch {
  readonly #norm: MarginNorm;
  readonly #query: PerturbedQuery;
  readonly #ways: StartingPoints;
  readonly #outvoting: OutvotingRegions;
  readonly #regions: RegionMove;
  /** In the norm that is asked for; only where it is another than 2. */
  readonly #otherwise: RegionMove | undefined;

  /**
   * Allocates everything that any query needs.
   * @param lengths - The raw length of a unit of perturbation in each column.
   * @param norm - The norm of perturbations.
   */
  constructor(
    classifier: FittedClassifier,
    lengths: Float64Array,
    norm: MarginNorm,
    normals: Normals,
  ) {
    this.#norm = norm;
    this.#query = new PerturbedQuery(classifier, normals);
    this.#ways = new StartingPoints(classifier, this.#query, lengths, norm);
    this.#outvoting = new OutvotingRegions(classifier, this.#query);
    this.#regions = new RegionMove(normals, 2);
    this.#otherwise = norm === 2 ? undefined : new RegionMove(normals, norm);
  }

  /**
   * Looks for a small perturbation that changes the prediction of a query.
   * @param code - The predicted class of the query.
   * @param row - The query, raw.
   * @param squares - Squared distances of all training rows from queries.
   * @param start - Where those of this query begin.
   * @returns The smallest perturbation found, if any.
   */
  find(
    code: number,
    row: Float64Array,
    squares: Float64Array,
    start: number,
  ): AdversarialMove | undefined {
    this.#query.begin(code, squares, start);
    const ways = this.#ways
      .find(code, row)
      .toSorted((a, b) => a.size - b.size)
      .slice(0, PURSUED);
    let best: AdversarialMove | undefined;
    for (const way of ways) {
      const found = this.#pursue(code, way);
      if (!best || found.size < best.size) best = found;
    }
    return best;
  }

  // in norm 2 first, of which single programs are exact, then in the norm that is asked for
  #pursue(code: number, way: AdversarialMove): AdversarialMove {
    let best = { ...way, size: normOf(2, way.inside) };
    for (let round = 0; round < ROUNDS; round++) {
      const next = this.#shorten(code, best, this.#regions);
      if (!next) break;
      best = next;
    }
    best.size = normOf(this.#norm, best.inside);
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
    found: AdversarialMove,
    regions: RegionMove,
  ): AdversarialMove | undefined {
    const region = this.#outvoting.at(code, found.inside);
    const there = this.#enter(code, region, found, regions);
    if (there) return there;
    for (const choice of this.#outvoting.besides(code, region, found.move)) {
      const next = this.#enter(code, choice, found, regions);
      if (next) return next;
    }
    return undefined;
  }

  // a shorter move into a region, if there is one after which the prediction is another one
  #enter(
    code: number,
    region: Region,
    { inside, size }: AdversarialMove,
    regions: RegionMove,
  ): AdversarialMove | undefined {
    const limit = size * (1 - SHORTER);
    const { own, halves } = this.#query;
    if (!regions.find(region, own, halves, limit)) return undefined;
    const move = regions.move.slice();
    for (const part of INTO) {
      const beyond = move.map((value, k) => value + part * (inside[k] - value));
      const length = normOf(regions.norm, beyond);
      if (length > limit) return undefined;
      this.#query.setDirection(beyond);
      if (this.#query.predictAt(1) === code) continue;
      return { move, inside: beyond, deeper: inside, size: length };
    }
    return undefined;
  }
}
