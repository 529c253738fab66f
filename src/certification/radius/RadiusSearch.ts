import type { Work } from '../../async/work.ts';
import { shouldYield } from '../../async/work.ts';
import type { LabelledData } from '../../data/LabelledData.ts';
import type { Normals } from '../bounds/Normals.ts';

import { LosingVotes } from './LosingVotes.ts';
import type { PairRadii } from './PairRadii.ts';

/** The cost of an impostor besides its pairs, in multiplications. */
const TAKEN = 32;

/**
 * Finds the norm of perturbations below which the prediction of a row stays, in closed form: with E[j][i] the smallest
 * perturbation after which an impostor j is as near as row i of the same class (`PairRadii`), an order statistic of these
 * (`LosingVotes`). Where two classes vote and k is odd, that is the radius of Wang et al. (Provably Robust Metric Learning,
 * NeurIPS 2020): with a = ⌊k/2⌋ + 1, the (k − a + 1)-th smallest over j of the a-th largest over i. Otherwise it is larger,
 * since pluralities and ties may hold as well. The result is the same number as from the table of all pairs.
 */
export class RadiusSearch {
  readonly #pairs: PairRadii;
  readonly #columns: number;
  /** The cost of an offer, in multiplications. */
  readonly #votes: number;
  readonly #bound: LosingVotes;
  readonly #codes: Int32Array;

  /**
   * Works on the query that `pairs` has begun with.
   * @param k - The number of rows that vote.
   * @param training - The classes of all rows.
   */
  constructor(
    k: number,
    { codes, classes }: LabelledData,
    { columns }: Normals,
    pairs: PairRadii,
  ) {
    this.#pairs = pairs;
    this.#columns = columns;
    this.#votes = 4 * k;
    this.#bound = new LosingVotes(k, classes.length);
    this.#codes = codes;
  }

  /** Finds the radius of a query, but for its own rounding; infinite if the other classes have too few rows to win. */
  *find(): Work<number> {
    const { impostors } = this.#pairs;
    this.#bound.clear();
    let cost = 0;
    for (let rank = 0; rank < impostors.size; rank++) {
      const limit = this.#bound.value;
      if (limit === 0 || this.#pairs.isBeyond(rank, limit)) break;
      const values = this.#pairs.visit(rank, limit);
      cost += TAKEN + this.#columns * this.#pairs.examined + this.#votes;
      const row = impostors.rowAt(rank);
      if (values) this.#bound.offer(row, this.#codes[row], values);
      if (!shouldYield(cost)) continue;
      yield;
      cost = 0;
    }
    return this.#bound.value;
  }
}
