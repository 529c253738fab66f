import { NearestHeaps } from '../../neighbors/nearest/NearestHeaps.ts';

/**
 * A lower bound on perturbations after which a class c is no longer predicted, from the impostors that were offered so far.
 * `predict` ranks classes by votes, and then by their nearest voter. So c loses to c' only if, for some m ≤ k/2, the votes
 * left to c, there are k − m rows of other classes, each nearer than all but at most m rows of c, and
 * - A: at least m + 1 of them are of c', or
 * - B: m ≥ 1, at least m of them are of c', and the nearest of these is nearer than every row of c.
 *
 * With E_q[j] the q-th largest E of impostor j over the rows of c (see `RadiusSearch`), and `s-th` the s-th smallest over
 * impostors, or those of c', the bound is the least over c' and m of
 *
 *     A: max((k − m)-th E_(m+1), (m + 1)-th of c' E_(m+1))
 *     B: max((k − m)-th E_(m+1), m-th of c' E_(m+1), 1st of c' E_1)
 *
 * Two classes and an odd k have one term, that of a lost majority. O(k log k) for each impostor, O(k² · classes) memory.
 */
export class LosingVotes {
  readonly #terms: Term[] = [];
  /** The least E_1 of each class. */
  readonly #nearest: Float64Array;
  #value = Infinity;

  /**
   * Starts with no impostors.
   * @param classes - The number of classes.
   */
  constructor(k: number, classes: number) {
    this.#nearest = new Float64Array(classes).fill(Infinity);
    for (let left = 0; left <= k / 2; left++) {
      this.#terms.push({
        others: new NearestHeaps(1, k - left),
        more: k - left > left ? new NearestHeaps(classes, left + 1) : undefined,
        asMany: left > 0 ? new NearestHeaps(classes, left) : undefined,
        won: Infinity,
        tied: Infinity,
      });
    }
  }

  /** Removes all impostors. */
  clear(): void {
    this.#value = Infinity;
    this.#nearest.fill(Infinity);
    for (const term of this.#terms) {
      term.others.clear();
      term.more?.clear();
      term.asMany?.clear();
      term.won = Infinity;
      term.tied = Infinity;
    }
  }

  /** The bound; infinite as long as there are too few impostors. */
  get value(): number {
    return this.#value;
  }

  /**
   * Offers an impostor. Those that have no E below the bound change nothing, and need not be offered.
   * @param code - Its class.
   * @param largest - E_1, E_2, …, at least ⌊k/2⌋ + 1 of them.
   */
  offer(row: number, code: number, largest: Float64Array): void {
    this.#nearest[code] = Math.min(this.#nearest[code], largest[0]);
    for (const [left, term] of this.#terms.entries()) {
      const { others, more, asMany } = term;
      others.offer(0, row, largest[left]);
      if (more) {
        more.offer(code, row, largest[left]);
        term.won = Math.min(term.won, more.farthest(code));
      }
      if (asMany) {
        asMany.offer(code, row, largest[left]);
        const tied = Math.max(asMany.farthest(code), this.#nearest[code]);
        term.tied = Math.min(term.tied, tied);
      }
      const least = Math.min(term.won, term.tied);
      this.#value = Math.min(this.#value, Math.max(others.farthest(0), least));
    }
  }
}

/** What is kept for a number m of votes that are left. */
interface Term {
  /** The k − m smallest E_(m+1). */
  others: NearestHeaps;
  /** The m + 1 smallest of each class, for A; there is no A where k − m is not more than m. */
  more: NearestHeaps | undefined;
  /** The m smallest of each class, for B. */
  asMany: NearestHeaps | undefined;
  /** The least of A and B over the classes, but for the rows of other classes. */
  won: number;
  tied: number;
}
