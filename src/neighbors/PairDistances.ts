import { euclideanNorm } from '../kernels/euclideanNorm.ts';
import type { Numbers } from '../kernels/memory.ts';
import { float64Beside } from '../kernels/memory.ts';
import type { Dense } from '../validation/dense.ts';
import type { Work } from '../work.ts';

import type { Pairs } from './distinctPairs.ts';
import { addPairGradients, measurePairs } from './pairWork.ts';

/** Squared distances of pairs, and what each weighs in a sum of functions of them: ∂/∂d², which these functions add up. */
export class PairDistances {
  readonly pairs: Pairs;
  /** d² of each pair. */
  readonly distances: Float64Array;
  /** ∂/∂d² of each pair. */
  readonly weights: Float64Array;

  /**
   * Allocates both.
   * @param neighbor - What they are put beside in memory.
   */
  constructor(pairs: Pairs, neighbor: Numbers = pairs.first) {
    const { length } = pairs.first;
    this.pairs = pairs;
    this.distances = float64Beside(neighbor, length);
    this.weights = float64Beside(neighbor, length);
  }

  /** Measures the pairs; nothing weighs anything then. */
  measure(cloud: Dense): Work<void> {
    this.weights.fill(0);
    return measurePairs(euclideanNorm, cloud, this.pairs, this.distances);
  }

  /**
   * Adds the gradient of the sum that the weights are of.
   * @param gradient - Of their shape, added to.
   */
  addGradient(cloud: Dense, gradient: Float64Array): Work<void> {
    const { pairs, weights } = this;
    return addPairGradients(euclideanNorm, cloud, pairs, weights, gradient);
  }
}
