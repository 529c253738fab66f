import type { Work } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';

/** How weights w ≥ 0 of bases b_k (rows of B) make a map L with LᵀL = Σ w_k b_k b_kᵀ. */
export interface WeightedBases {
  /** Rows of L. */
  rows: number;
  /**
   * Makes the map.
   * @param weights - w.
   * @param components - L, overwritten.
   */
  toComponents: (
    weights: Float64Array,
    components: Float64Array,
  ) => void | Work<void>;
  /**
   * Carries ∂F/∂L = 2 L G back to ∂F/∂w_k = b_kᵀ G b_k, for weights of 0 too; G is ∂F/∂M.
   * @param componentsGradient - ∂F/∂L.
   * @param gradient - ∂F/∂w, overwritten.
   */
  toGradient: (
    componentsGradient: Float64Array,
    gradient: Float64Array,
  ) => void | Work<void>;
}

/**
 * Of the largest weight: what a weight of 0 counts while learning. A row of L that is 0 hides whether its weight should
 * grow, for ∂F/∂L is 0 there too; each row of ∂F/∂L is as exact as its row of L, however small, and a weight of this size
 * adds to no distance.
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
      // without any weight there is no metric: not a number, so that the solver takes a shorter step
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
