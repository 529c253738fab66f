import TinyQueue from 'tinyqueue';

import type { Work } from '../../async/work.ts';
import { shouldYield } from '../../async/work.ts';
import type { QueryScan } from '../radius/QueryScan.ts';

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
/** Regions that are completed to find nearer adversaries: later on it hardly helps. */
const COMPLETED = 200;
/**
 * The search for a first adversary: impostors that it considers, besides k; rows of the class that they are compared with; regions; and
 * places of training rows.
 */
const FIRST = { impostors: 24, rows: 24, regions: 60, places: 500 };

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
  readonly #scan: QueryScan;
  readonly #query: PerturbedQuery;
  readonly #program: RegionProgram;
  /** The nearest adversary so far. */
  readonly best: BestAdversary;
  #isStrict = false;
  #most = 0;
  /** Regions that were looked at. */
  looked = 0;
  /** No adversary is nearer, of those in regions that are done with. */
  #bound = 0;

  /** Works on the row that a scan visits. */
  constructor(scan: QueryScan) {
    this.#scan = scan;
    this.#query = new PerturbedQuery(scan);
    this.#program = new RegionProgram(scan, this.#query);
    this.best = new BestAdversary(scan.problem);
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
    isStrict: boolean,
  ): void {
    this.#isStrict = isStrict;
    this.#most = nodes;
    this.looked = 0;
    this.#query.begin(image);
    this.#program.begin(code, this.#scan.box);
    this.best.begin(query, code);
  }

  /** Looks for some adversary among the nearest impostors: where each defeat is nearest, then in depth. */
  *findFirst(): Work<void> {
    const { k } = this.#scan.problem.classifier;
    const { best } = this;
    const candidates = yield* this.#candidates(Infinity, {
      impostors: k + FIRST.impostors,
      rows: FIRST.rows,
    });
    const open = this.#defeats(candidates);
    open.sort((a, b) => b.bound - a.bound);
    for (const family of open.toReversed()) {
      if (this.#isSpent || family.bound >= this.#limit) break;
      const nearest = splitFamily(family).at(-1);
      if (nearest) yield* this.#split(nearest, this.#limit);
    }
    const end = this.looked + FIRST.regions;
    while (best.size === Infinity && this.looked < end && !this.#isSpent) {
      const branch = open.pop();
      if (!branch) break;
      open.push(...(yield* this.#split(branch, this.#limit)));
    }
    if (best.size > this.#scan.scale && !this.#scan.box) {
      yield* this.#tryPlaces();
    }
  }

  // nothing farther is looked for: but where columns are limited, there may be nothing else
  get #limit(): number {
    const { box, farthest } = this.#scan;
    return Math.min(this.best.size, box ? Infinity : farthest);
  }

  get #isSpent(): boolean {
    return this.looked >= this.#most;
  }

  // the places of impostors: somewhere another class may win, however far away
  *#tryPlaces(): Work<void> {
    const { impostors } = this.#scan.pairs;
    const size = Math.min(FIRST.places, impostors.size);
    for (let rank = 0; rank < size; rank++) {
      const e = this.best.perturbationOnto(impostors.rowAt(rank));
      this.#query.perturb(e);
      if (yield* this.#offer(e)) return;
      yield* this.#pause();
    }
  }

  /**
   * Looks for the nearest adversary.
   * @param limit - Beyond this norm, adversaries do not matter.
   * @yields Between regions.
   * @returns No adversary is nearer than this.
   */
  *find(limit: number): Work<number> {
    this.#bound = Math.min(limit, this.best.size);
    const candidates = yield* this.#candidates(this.#bound);
    const open = new TinyQueue<Branch>(
      this.#defeats(candidates),
      (a, b) => a.bound - b.bound,
    );
    for (;;) {
      const branch = open.pop();
      if (!branch) return this.#bound;
      const most = Math.min(limit, this.best.size * (1 - GAP));
      if (branch.bound >= most || this.#isSpent) {
        return Math.min(branch.bound, this.#bound);
      }
      for (const part of yield* this.#split(branch, most)) open.push(part);
    }
  }

  #defeats(candidates: Candidate[]): Branch[] {
    const { k, training } = this.#scan.problem.classifier;
    return defeats(candidates, k, training.classes.length);
  }

  // impostors that may be nearer than enough rows of the class after perturbations shorter than a limit
  *#candidates(
    limit: number,
    most: { impostors?: number; rows?: number } = {},
  ): Work<Candidate[]> {
    const { problem, normals, pairs } = this.#scan;
    const { codes } = problem.classifier.training;
    const candidates: Candidate[] = [];
    const size = Math.min(most.impostors ?? Infinity, pairs.impostors.size);
    for (let rank = 0; rank < size; rank++) {
      if (pairs.isBeyond(rank, limit)) break;
      const radii = pairs.visit(rank, limit, most.rows)?.slice();
      const code = codes[pairs.impostors.rowAt(rank)];
      if (radii) candidates.push({ rank, code, radii });
      this.#query.cost += normals.columns * (pairs.examined + 1);
      yield* this.#pause();
    }
    return candidates;
  }

  *#pause(): Work<void> {
    if (!shouldYield(this.#query.cost)) return;
    this.#query.cost = 0;
    yield;
  }

  // parts of a branch that may hold an adversary nearer than a limit
  *#split(branch: Branch, limit: number): Work<Branch[]> {
    if (branch.isFamily) return splitFamily(branch);
    this.looked++;
    const program = this.#program;
    const state = yield* program.solve(branch.region, limit);
    const bound = Math.max(branch.bound, program.bound);
    yield* this.#pause();
    if (state === 'closed') return this.#close(bound);
    const { region, missing } = branch;
    const { branch: own, nearer } = program;
    if (state === 'solved' && missing === 0) {
      const spared = [...region.spared, ...nearer];
      yield* this.#confirm({ ...region, spared, left: spared.length }, bound);
      return this.#close(bound);
    }
    if (this.looked < COMPLETED) yield* this.#complete(branch);
    if (this.best.size <= bound * (1 + GAP)) return this.#close(bound);
    const rest = { ...branch, bound };
    return state === 'branching'
      ? splitRegion(rest, own)
      : [{ ...rest, isFamily: true }];
  }

  #close(bound: number): Branch[] {
    this.#bound = Math.min(this.#bound, bound);
    return [];
  }

  // completes a region by the rows that are nearest after the shortest perturbation into it
  *#complete({ region, defeat, missing, needed }: Branch): Work<void> {
    const { problem, pairs } = this.#scan;
    const { codes } = problem.classifier.training;
    const { sameClass, impostors } = pairs;
    const query = this.#query;
    const { left, spared } = region;
    const winners = query.nearest(impostors, needed, (rank) => {
      const row = impostors.rowAt(rank);
      return codes[row] === defeat.code && !region.impostors.includes(rank);
    });
    const some = [...region.impostors, ...winners];
    const others = query.nearest(
      impostors,
      missing - needed,
      (rank) => !some.includes(rank),
    );
    const more = query.nearest(
      sameClass,
      left - spared.length,
      (rank) => !spared.includes(rank) && !region.beaten.includes(rank),
    );
    const whole = {
      ...region,
      impostors: [...some, ...others],
      spared: [...spared, ...more],
      left: spared.length + more.length,
      isFull: true,
    };
    const state = yield* this.#program.solve(whole, this.#limit);
    if (state === 'solved') yield* this.#confirm(whole, this.#program.bound);
  }

  // goes a little farther into a region than the shortest perturbation, so that `predict` sees the class lose
  *#confirm(region: OutvotingRegion, bound: number): Work<void> {
    const program = this.#program;
    const { sensitivity } = program;
    const { pairs } = this.#scan;
    const least = LEAST_INSET * pairs.lowerSquareAt(region.impostors[0]);
    let inset = sensitivity > 0 ? (INSET * bound) / sensitivity : 0;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++, inset *= MORE) {
      inset = Math.max(inset, least);
      const state = yield* program.solve(region, Infinity, inset);
      if (state !== 'solved') break;
      if (yield* this.#offer(program.point)) return;
    }
    // a region without inside, where rows that tie rank by their indices
    const state = yield* program.solve(region, Infinity);
    if (state === 'solved') yield* this.#offer(program.point);
  }

  // the perturbation that the query has been given last
  *#offer(e: Float64Array): Work<boolean> {
    const code = this.#isStrict
      ? yield* this.best.predict(e)
      : this.#query.winnerOf(this.#query.voters());
    return this.best.offer(e, code);
  }
}
