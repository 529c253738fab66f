import { addSoftNeighbors } from '../kernels/addSoftNeighbors.ts';
import type { LabelledData } from '../validation/labelledData.ts';
import { checkOptionNames } from '../validation/options.ts';
import type { Work } from '../work.ts';
import { inPieces } from '../work.ts';

import type { Embedding, Loss, PreparedLoss } from './Loss.ts';

/**
 * Neighbourhood components analysis (Goldberger et al., NIPS 2004): every row picks a neighbour j with probability
 * `p_ij = softmax over j ≠ i of −d²(i,j)`; the loss is minus the mean probability that it is of its own class, so from −1
 * to 0. It does not look at triplets. An evaluation costs O(n² r), and O(n) memory.
 * @param options - None.
 * @returns The loss.
 */
export function nca(options: object = {}): Loss {
  checkOptionNames(options, 'loss', ['name']);
  return { name: 'nca', prepare: (data) => new PreparedNCA(data) };
}

class PreparedNCA implements PreparedLoss {
  readonly saturates = true;
  readonly #codes: Int32Array;
  /** Of one row to all others, at a time. */
  readonly #distances: Float64Array;

  constructor({ codes, rows }: LabelledData) {
    this.#codes = codes;
    this.#distances = new Float64Array(rows);
  }

  *evaluate(embedding: Embedding, gradient: Float64Array): Work<number> {
    const { values, rows, columns } = embedding;
    const codes = this.#codes;
    const distances = this.#distances;
    let sum = 0;
    yield* inPieces(rows, rows * (3 * columns + 20), (from, to) => {
      for (let row = from; row < to; row++) {
        sum += addSoftNeighbors(
          values,
          rows,
          columns,
          codes,
          row,
          distances,
          -1 / rows,
          gradient,
        );
      }
    });
    return -sum / rows;
  }
}
