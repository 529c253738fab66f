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
 * Two classes and an odd k have one term, that of a lost majority. O(k · classes) for each impostor,
 * O(k² · classes) memory.
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
      });
    }
  }

  /** Removes all impostors. */
  clear(): void {
    this.#value = Infinity;
    this.#nearest.fill(Infinity);
    for (const { others, more, asMany } of this.#terms) {
      others.clear();
      more?.clear();
      asMany?.clear();
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
    for (const [left, { others, more, asMany }] of this.#terms.entries()) {
      others.offer(0, row, largest[left]);
      more?.offer(code, row, largest[left]);
      asMany?.offer(code, row, largest[left]);
    }
    for (let other = 0; other < this.#nearest.length; other++) {
      if (this.#nearest[other] < Infinity) this.#lowerBy(other);
    }
  }

  #lowerBy(code: number): void {
    for (const { others, more, asMany } of this.#terms) {
      const enough = others.farthest(0);
      if (enough >= this.#value) continue;
      if (more) {
        const won = Math.max(enough, more.farthest(code));
        this.#value = Math.min(this.#value, won);
      }
      if (asMany) {
        const tied = Math.max(
          enough,
          asMany.farthest(code),
          this.#nearest[code],
        );
        this.#value = Math.min(this.#value, tied);
      }
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
}
