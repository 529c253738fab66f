import type { Work } from '../../async/work.ts';
import type { Dense } from '../../data/Dense.ts';
import type { Numbers } from '../../kernels/arena/memory.ts';
import { float64Beside } from '../../kernels/arena/memory.ts';
import { euclideanNorm } from '../../kernels/norms/euclideanNorm.ts';

import type { Pairs } from './distinctPairs.ts';
import { addPairGradients, measurePairs } from './pairWork.ts';

/**
 * Squared distances of pairs, and the weight of each in a sum of functions of them: ∂/∂d², to which these functions
 * add.
 */
export class PairDistances {
  readonly pairs: Pairs;
  /** d² of each pair. */
  readonly distances: Float64Array;
  /** ∂/∂d² of each pair. */
  readonly weights: Float64Array;

  /**
   * Allocates both.
   * @param neighbor - An array whose memory is shared.
   */
  constructor(pairs: Pairs, neighbor: Numbers = pairs.first) {
    const { length } = pairs.first;
    this.pairs = pairs;
    this.distances = float64Beside(neighbor, length);
    this.weights = float64Beside(neighbor, length);
  }

  /** Measures the pairs, and sets all weights to 0. */
  measure(cloud: Dense): Work<void> {
    this.weights.fill(0);
    return measurePairs(euclideanNorm, cloud, this.pairs, this.distances);
  }

  /**
   * Adds the gradient of the sum whose weights these are.
   * @param gradient - Of the shape of the cloud, added to.
   */
  addGradient(cloud: Dense, gradient: Float64Array): Work<void> {
    const { pairs, weights } = this;
    return addPairGradients(euclideanNorm, cloud, pairs, weights, gradient);
  }
}
