import type { Work } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';

/** Maps weights w ≥ 0 of bases b_k (rows of B) to L with LᵀL = Σ w_k b_k b_kᵀ. */
export interface WeightedBases {
  /** Rows of L. */
  rows: number;
  /**
   * Computes the map.
   * @param weights - w.
   * @param components - L, overwritten.
   */
  toComponents: (
    weights: Float64Array,
    components: Float64Array,
  ) => void | Work<void>;
  /**
   * Propagates ∂F/∂L = 2 L G back to ∂F/∂w_k = b_kᵀ G b_k, for weights of 0 too; G is ∂F/∂M.
   * @param componentsGradient - ∂F/∂L.
   * @param gradient - ∂F/∂w, overwritten.
   */
  toGradient: (
    componentsGradient: Float64Array,
    gradient: Float64Array,
  ) => void | Work<void>;
}

/**
 * Relative to the largest weight: the value used for a weight of 0 during learning. For a row of L that is 0, ∂F/∂L is
 * 0 as well, so that it does not show whether its weight should grow; the relative accuracy of each row of ∂F/∂L is
 * that of its row of L, however small, and a weight of this magnitude does not change distances.
 */
export const TRACE = 1e-24;

/**
 * One row of L for each basis, √w_k b_k: for fewer bases than columns. O(K d).
 * @param bases - B, K × d.
 */
export function rowPerBasis(bases: Dense): WeightedBases {
  const { values, rows, columns } = bases;
  const lengths = new Float64Array(rows);
  return {
    rows,
    toComponents: (weights, components) => {
      // if all weights are 0, there is no metric: NaN, so that the solver takes a shorter step
      const trace = TRACE * (largestWeight(weights) || Number.NaN);
      for (let k = 0; k < rows; k++) {
        lengths[k] = Math.sqrt(Math.max(weights[k], trace));
        for (let at = k * columns; at < (k + 1) * columns; at++) {
          components[at] = lengths[k] * values[at];
        }
      }
    },
    toGradient: (componentsGradient, gradient) => {
      for (let k = 0; k < rows; k++) {
        let product = 0;
        for (let at = k * columns; at < (k + 1) * columns; at++) {
          product += componentsGradient[at] * values[at];
        }
        gradient[k] = product / (2 * lengths[k]);
      }
    },
  };
}

/** The largest of non-negative numbers. */
export function largestWeight(weights: Float64Array): number {
  let largest = 0;
  for (const weight of weights) largest = Math.max(largest, weight);
  return largest;
}
