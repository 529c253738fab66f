import TinyQueue from 'tinyqueue';

import type { Work } from '../../async/work.ts';
import { shouldYield } from '../../async/work.ts';
import type { FittedClassifier } from '../../estimators/classifier/FittedClassifier.ts';
import type { MarginNorm } from '../../margin/dualNorm.ts';
import type {
  PerturbationBox,
  PerturbationSpace,
} from '../PerturbationSpace.ts';
import type { Normals } from '../bounds/Normals.ts';
import type { RoundingBounds } from '../bounds/RoundingBounds.ts';
import type { PairRadii } from '../radius/PairRadii.ts';

import { BestAdversary } from './BestAdversary.ts';
import type { OutvotingRegion } from './OutvotingRegion.ts';
import { PerturbedQuery } from './PerturbedQuery.ts';
import { RegionProgram } from './RegionProgram.ts';
import type { Branch, Candidate } from './branches.ts';
import { defeats, splitFamily, splitRegion } from './branches.ts';

/** Bounds that are nearer to an adversary than this part of its distance are not sharpened: a tenth of what counts as exact. */
const GAP = 1e-7;
/** How far beyond the shortest perturbation an adversary is, as a part: `predict` rounds, and rows tie there. */
const INSET = 2e-8;
/** If that is too little, it is repeated with so much more. */
const MORE = 8;
const ATTEMPTS = 7;
/** The least inset, as a part of squared distances: some times the rounding of `predict`. */
const LEAST_INSET = 64 * Number.EPSILON;
/** The search for a first adversary: impostors that it considers, besides k, and regions. */
const FIRST = { impostors: 24, regions: 60 };

/**
 * Finds the nearest adversary of a query of class c, by best-first branch and bound.
 *
 * `predict` ranks classes by votes, and then by their nearest voter. So c loses to another class c' only if, for some
 * m ≤ k/2, there is a set J of k − m impostors, each nearer than all but m rows of c, and more than m of J are of c', or m of J are,
 * and the nearest of these is nearer than every row of c. For given J and rows of c that may be nearer, that is a
 * polyhedron of perturbations, for the order of two rows is a half-space; the shortest perturbation into it is found by
 * `RegionProgram`. Regions are split by which impostor is added to J, in the order of its E_(m+1), which bounds all regions
 * that hold it; and by whether a row of c, of too many that are nearer than J, has to be farther or not.
 *
 * With more than two classes, other impostors may keep J from voting: J stands for all impostors that vote, and
 * where `predict` does not see c lose, those that are not of J have to be farther.
 */
export class OutvotingSearch {
  readonly #classifier: FittedClassifier;
  readonly #pairs: PairRadii;
  readonly #query: PerturbedQuery;
  readonly #program: RegionProgram;
  readonly #columns: number;
  readonly best: BestAdversary;
  #code = 0;
  #isStrict = false;
  #isLimited = false;
  /** Regions that may still be looked at. */
  left = 0;
  /** No adversary is nearer, of those in regions that are done with. */
  bound = 0;

  /** Works on the query that `pairs` has begun with. */
  constructor(
    classifier: FittedClassifier,
    space: PerturbationSpace,
    norm: MarginNorm,
    normals: Normals,
    roundings: RoundingBounds,
    pairs: PairRadii,
  ) {
    const { k, training, embedding } = classifier;
    this.#classifier = classifier;
    this.#pairs = pairs;
    this.#query = new PerturbedQuery(k, training, space.map, normals, pairs);
    this.#program = new RegionProgram(
      training,
      embedding,
      norm,
      normals,
      roundings,
      pairs,
      this.#query,
    );
    this.#columns = normals.columns;
    this.best = new BestAdversary(classifier, space, norm);
  }

  /**
   * Begins with a new query.
   * @param code - Its class.
   * @param query - Raw.
   * @param image - Its embedding.
   * @param nodes - The largest number of regions to look at.
   * @param isStrict - Whether `predict` itself has to confirm each adversary: rounding may decide otherwise here.
   */
  begin(
    code: number,
    query: Float64Array,
    image: Float64Array,
    nodes: number,
    box: PerturbationBox | undefined,
    isStrict: boolean,
  ): void {
    this.#code = code;
    this.#isStrict = isStrict;
    this.#isLimited = box !== undefined;
    this.left = nodes;
    this.#query.begin(image);
    this.#program.begin(code, box);
    this.best.begin(query, code);
  }

  /** Looks for some adversary among the nearest impostors: where each defeat is nearest, then in depth. */
  *findFirst(): Work<void> {
    const { k } = this.#classifier;
    const { best } = this;
    const candidates = yield* this.#candidates(Infinity, k + FIRST.impostors);
    const open = this.#defeats(candidates);
    open.sort((a, b) => b.bound - a.bound);
    for (const family of open.toReversed()) {
      if (this.left === 0 || family.bound >= best.size) break;
      const nearest = splitFamily(family).at(-1);
      if (nearest) yield* this.#split(nearest, best.size);
    }
    const least = Math.max(0, this.left - FIRST.regions);
    while (this.left > least && best.size === Infinity) {
      const branch = open.pop();
      if (!branch) break;
      open.push(...(yield* this.#split(branch, Infinity)));
    }
    if (best.size === Infinity && !this.#isLimited) yield* this.#tryRows();
  }

  // the places of training rows: somewhere another class may win, however far away
  *#tryRows(): Work<void> {
    const { impostors } = this.#pairs;
    const query = this.#query;
    query.cost = 0;
    for (let rank = 0; rank < impostors.size; rank++) {
      const e = this.best.perturbationOnto(impostors.rowAt(rank));
      query.perturb(e);
      if (yield* this.#offer(e)) return;
      if (!shouldYield(query.cost)) continue;
      yield;
      query.cost = 0;
    }
  }

  /**
   * Looks for the nearest adversary.
   * @param limit - Beyond this norm, adversaries do not matter.
   * @yields Between regions.
   * @returns No adversary is nearer than this.
   */
  *find(limit: number): Work<number> {
    this.bound = Math.min(limit, this.best.size);
    const candidates = yield* this.#candidates(this.bound, Infinity);
    const open = new TinyQueue<Branch>(
      this.#defeats(candidates),
      (a, b) => a.bound - b.bound,
    );
    for (;;) {
      const branch = open.pop();
      if (!branch) return this.bound;
      const most = Math.min(limit, this.best.size * (1 - GAP));
      if (branch.bound >= most || this.left === 0) {
        return Math.min(branch.bound, this.bound);
      }
      for (const part of yield* this.#split(branch, most)) open.push(part);
    }
  }

  #defeats(candidates: Candidate[]): Branch[] {
    const { k, training } = this.#classifier;
    return defeats(candidates, k, training.classes.length);
  }

  // impostors that may be nearer than enough rows of the class after perturbations shorter than a limit
  *#candidates(limit: number, most: number): Work<Candidate[]> {
    const pairs = this.#pairs;
    const { codes } = this.#classifier.training;
    const candidates: Candidate[] = [];
    const size = Math.min(most, pairs.impostors.size);
    let cost = 0;
    for (let rank = 0; rank < size; rank++) {
      if (pairs.isBeyond(rank, limit)) break;
      const radii = pairs.visit(rank, limit)?.slice();
      const code = codes[pairs.impostors.rowAt(rank)];
      if (radii) candidates.push({ rank, code, radii });
      cost += this.#columns * (pairs.examined + 1);
      if (!shouldYield(cost)) continue;
      yield;
      cost = 0;
    }
    return candidates;
  }

  // parts of a branch that may hold an adversary nearer than a limit
  *#split(branch: Branch, limit: number): Work<Branch[]> {
    if (branch.isFamily) return splitFamily(branch);
    this.left--;
    this.#query.cost = 0;
    const program = this.#program;
    const state = program.solve(branch.region, limit);
    const bound = Math.max(branch.bound, program.bound);
    if (shouldYield(this.#query.cost)) yield;
    if (state === 'closed') return this.#close(bound);
    const rest = { ...branch, bound };
    const { branch: own } = program;
    if (state === 'branching' || branch.missing > 0) yield* this.#round(branch);
    if (state === 'branching') return splitRegion(rest, own);
    if (branch.missing === 0) {
      const { nearer } = program;
      const spared = [...branch.region.spared, ...nearer];
      const region = { ...branch.region, spared, left: spared.length };
      yield* this.#confirm(region, bound);
      return this.#close(bound);
    }
    {
      if (this.best.size <= bound * (1 + 2 * GAP)) return this.#close(bound);
    }
    return [{ ...rest, isFamily: true }];
  }

  #close(bound: number): Branch[] {
    this.bound = Math.min(this.bound, bound);
    return [];
  }

  // completes a region by the rows that are nearest after the shortest perturbation into it
  *#round({ region, defeat, missing, needed }: Branch): Work<void> {
    const { codes } = this.#classifier.training;
    const { sameClass, impostors } = this.#pairs;
    const query = this.#query;
    const some = [...region.impostors];
    const isNew = (rank: number) => !some.includes(rank);
    some.push(
      ...query.nearest(impostors, needed, (rank) => {
        const row = impostors.rowAt(rank);
        return isNew(rank) && codes[row] === defeat.code;
      }),
    );
    some.push(...query.nearest(impostors, missing - needed, isNew));
    const { left, spared } = region;
    const more = query.nearest(
      sameClass,
      left - spared.length,
      (rank) => !spared.includes(rank) && !region.beaten.includes(rank),
    );
    const whole = {
      ...region,
      impostors: some,
      spared: [...spared, ...more],
      left: spared.length + more.length,
      isFull: true,
    };
    const state = this.#program.solve(whole, this.best.size);
    if (state === 'solved') yield* this.#confirm(whole, this.#program.bound);
  }

  // goes a little farther into a region than the shortest perturbation, so that `predict` sees the class lose
  *#confirm(region: OutvotingRegion, bound: number): Work<void> {
    const program = this.#program;
    const { sensitivity } = program;
    const least = LEAST_INSET * this.#pairs.lowerSquareAt(region.impostors[0]);
    let inset = sensitivity > 0 ? (INSET * bound) / sensitivity : 0;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++, inset *= MORE) {
      inset = Math.max(inset, least);
      if (program.solve(region, Infinity, inset) !== 'solved') break;
      if (yield* this.#offer(program.point)) return;
    }
    // a region without inside, where rows that tie rank by their indices
    if (program.solve(region, Infinity) === 'solved') {
      yield* this.#offer(program.point);
    }
  }

  // the perturbation that the query has been given last
  *#offer(e: Float64Array): Work<boolean> {
    const code = this.#isStrict
      ? yield* this.best.predict(e)
      : this.#query.winnerOf(this.#query.voters());
    return this.best.offer(e, code);
  }
}
