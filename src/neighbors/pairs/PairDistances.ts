import type { Part } from '../../async/work.ts';
import type { Dense } from '../../data/Dense.ts';
import type { Arena } from '../../kernels/arena/Arena.ts';
import type { PairNorm } from '../../kernels/norms/PairNorm.ts';
import { euclideanNorm } from '../../kernels/norms/euclideanNorm.ts';

import type { Pairs } from './distinctPairs.ts';
import { addPairGradients, measurePairs } from './pairWork.ts';

/**
 * Squared distances of pairs, and the weight of each: the derivative ∂/∂d² of a sum of functions of them, which add to
 * it.
 */
export class PairDistances {
  readonly pairs: Pairs;
  /** d² of each pair. */
  readonly distances: Float64Array;
  /** ∂/∂d² of each pair. */
  readonly weights: Float64Array;
  readonly #norm: PairNorm;
  /** The pairs, in the arena. */
  readonly #ends: Pairs;

  constructor(pairs: Pairs, arena: Arena) {
    const { length } = pairs.first;
    this.pairs = pairs;
    this.distances = arena.float64(length);
    this.weights = arena.float64(length);
    this.#norm = euclideanNorm(arena.kernels);
    this.#ends = {
      first: arena.copyOf(pairs.first),
      second: arena.copyOf(pairs.second),
    };
  }

  /**
   * Measures the pairs, and sets all weights to 0.
   * @param cloud - In the same arena.
   */
  measure(cloud: Dense): Part[] {
    return [
      () => {
        this.weights.fill(0);
      },
      measurePairs(this.#norm, cloud, this.#ends, this.distances),
    ];
  }

  /**
   * Adds the gradient of the sum with these weights.
   * @param gradient - Of the shape of the cloud, added to.
   */
  addGradient(cloud: Dense, gradient: Float64Array): Part {
    return addPairGradients(
      this.#norm,
      cloud,
      this.#ends,
      this.weights,
      gradient,
    );
  }
}
