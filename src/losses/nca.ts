import type { Work } from '../async/work.ts';
import type { LabelledData } from '../data/LabelledData.ts';
import { checkOptionNames } from '../options/checks.ts';

import { AllPairsSoftNeighbors } from './AllPairsSoftNeighbors.ts';
import { LocalSoftNeighbors } from './LocalSoftNeighbors.ts';
import type { Embedding, Loss, PreparedLoss } from './Loss.ts';
import type { SoftNeighbors } from './SoftNeighbors.ts';

/**
 * A neighbour that is farther than the nearest by this much weighs e⁻³⁸: less than the last bit of the 1 of the nearest.
 */
const FAR = 38;
/** Up to as many rows, all distances are kept, in 32 MB at most. */
const MANY = 2048;

/**
 * Neighbourhood components analysis (Goldberger et al., NIPS 2004): every row picks a neighbour j with probability
 * `p_ij = softmax over j ≠ i of −d²(i,j)`; the loss is minus the mean probability that the neighbour is of the same
 * class, hence from −1 to 0. It does not look at triplets. An evaluation costs O(n² r) at most. For more than 2,048
 * rows, it takes O(n r) memory and, where the rows are spread out, compares only rows that are near each other.
 */
export function nca(options: object = {}): Loss {
  checkOptionNames(options, 'loss', ['name']);
  return {
    name: 'nca',
    ignoresTriplets: true,
    prepare: (data) => new PreparedNCA(data),
  };
}

class PreparedNCA implements PreparedLoss {
  readonly saturates = true;
  readonly #codes: Int32Array;
  #picks: SoftNeighbors | undefined;
  /** How many numbers the embedding has that it was made for. */
  #size = 0;

  constructor({ codes }: LabelledData) {
    this.#codes = codes;
  }

  *evaluate(embedding: Embedding, gradient: Float64Array): Work<number> {
    // too large to be squared: the solver takes a shorter step, or says so at the start
    if (!isMeasurable(embedding)) return Number.NaN;
    const { rows } = embedding;
    const picks = this.#picksFor(embedding);
    const sum = yield* picks.add(embedding, gradient, FAR, -1 / rows);
    return -sum / rows;
  }

  #picksFor(embedding: Embedding): SoftNeighbors {
    const { values, rows } = embedding;
    if (!this.#picks || this.#size !== values.length) {
      const PicksOfSize =
        rows > MANY ? LocalSoftNeighbors : AllPairsSoftNeighbors;
      this.#picks = new PicksOfSize(this.#codes, embedding);
      this.#size = values.length;
    }
    return this.#picks;
  }
}

function isMeasurable({ values, rows }: Embedding): boolean {
  let squares = 0;
  for (let at = 0; at < values.length; at++) squares += values[at] ** 2;
  return Number.isFinite(4 * rows * squares);
}
