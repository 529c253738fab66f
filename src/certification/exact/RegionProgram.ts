import type { Work } from '../../async/work.ts';
import { shouldYield } from '../../async/work.ts';
import type { Dense } from '../../data/Dense.ts';
import { DualSimplex } from '../../solvers/least-distance/DualSimplex.ts';
import { LeastDistance } from '../../solvers/least-distance/LeastDistance.ts';
import type { LeastNorm } from '../../solvers/least-distance/LeastNorm.ts';
import type {
  PerturbationBox,
  PerturbationSpace,
} from '../PerturbationSpace.ts';
import type { QueryScan } from '../radius/QueryScan.ts';

import { DualBound } from './DualBound.ts';
import type { OutvotingRegion } from './OutvotingRegion.ts';
import type { PerturbedQuery } from './PerturbedQuery.ts';
import { RegionConstraints } from './RegionConstraints.ts';

/** Constraints taken in before a region is left as it is: on real data a handful, at most some more than there are columns. */
const MOST_STEPS = 1000;

/** What is known of a region. */
export type RegionState =
  /** No perturbation into it is shorter than `bound`, which reaches the limit; or none is known. */
  | 'closed'
  /** Some of the rows that are nearer than its impostors have to be farther: first of all `branch`. */
  | 'branching'
  /** The shortest perturbation into it is in `point`. */
  | 'solved';

/**
 * Finds the shortest perturbation into a region: the least ‖e‖ that meets its constraints. Of those, the one that is violated most
 * is added, until all are met: a least-distance program in norm 2, a linear program in the others.
 */
export class RegionProgram {
  readonly #query: PerturbedQuery;
  readonly #constraints: RegionConstraints;
  readonly #program: LeastNorm;
  readonly #dual: DualBound;
  /** A lower bound on the norm of perturbations into the region. */
  bound = 0;

  /**
   * Works on the row that a scan visits.
   * @param query - The same row, as it is perturbed.
   */
  constructor(scan: QueryScan, query: PerturbedQuery) {
    const { problem, normals } = scan;
    const { norm, space, classifier } = problem;
    const { columns } = normals;
    this.#query = query;
    this.#constraints = new RegionConstraints(scan, query);
    this.#program =
      norm === 2
        ? new LeastDistance(columns, mostNormals(classifier.training, space))
        : new DualSimplex(columns, norm);
    this.#dual = new DualBound(normals, norm);
  }

  /** The shortest perturbation, valid until the next call. */
  get point(): Float64Array {
    return this.#program.point;
  }

  /** How much the norm grows with the inset. */
  get sensitivity(): number {
    return this.#dual.sensitivity;
  }

  /** The row of the class, by its rank, that the region branches on. */
  get branch(): number {
    return this.#constraints.branch;
  }

  /** Rows of the class, by their ranks, that are nearer than impostors, and may be. */
  get nearer(): readonly number[] {
    return this.#constraints.nearer;
  }

  /**
   * Begins with a new query.
   * @param code - Its class.
   */
  begin(code: number, box: PerturbationBox | undefined): void {
    this.#constraints.begin(code, box);
  }

  /**
   * Finds the shortest perturbation.
   * @param limit - A bound that reaches this limit is not sharpened further.
   * @param inset - How much farther rows have to be, as half a difference of squared distances.
   */
  *solve(region: OutvotingRegion, limit: number, inset = 0): Work<RegionState> {
    const program = this.#program;
    const constraints = this.#constraints;
    program.begin();
    constraints.enter(region, inset);
    this.bound = 0;
    for (let step = 0; step < MOST_STEPS; step++) {
      this.#query.perturb(program.point);
      constraints.look(region, program.point);
      const { violation, normal, height, branch } = constraints;
      if (violation === Infinity) this.bound = Infinity;
      if (this.bound >= limit) return 'closed';
      if (violation === 0) return branch < 0 ? 'solved' : 'branching';
      const isPossible = program.add(normal, height);
      this.#dual.read(program);
      this.bound = Math.max(this.bound, this.#dual.value);
      if (!isPossible || this.bound >= limit) return 'closed';
      this.#query.cost += program.cost;
      if (!shouldYield(this.#query.cost)) continue;
      this.#query.cost = 0;
      yield;
    }
    return 'closed';
  }
}

// normals of pairs are differences of as many rows; those of bounds are along columns
function mostNormals(
  { rows, columns }: Dense,
  { limits }: PerturbationSpace,
): number {
  return limits ? columns : Math.min(rows, columns);
}
