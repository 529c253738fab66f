import { runInTurns } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';
import { javascript } from '../kernels/Kernels.ts';
import { transpose } from '../kernels/products/transpose.ts';
import { eigenvectors } from '../linear-algebra/eigenvectors.ts';
import { addProduct, product } from '../linear-algebra/products.ts';

import type { WeightedBases } from './weightedBases.ts';
import { TRACE, largestWeight } from './weightedBases.ts';

/**
 * L is a root of M = Σ w_k b_k b_kᵀ, its eigenvectors times the roots of its eigenvalues: d rows for any number of
 * bases. From ∂F/∂L = 2 L G, row by row, G = Σ ∂F/∂l vᵀ / (2 √λ) over the eigenvectors v. O(K d² + d³).
 * @param bases - B, K × d.
 */
export function rootOfSum(bases: Dense): WeightedBases {
  const { values, rows, columns } = bases;
  const stretched = new Float64Array(rows * columns);
  /** M, then G. */
  const sum = new Float64Array(columns * columns);
  /** v / (2 √λ), a row for each eigenvector. */
  const shares = new Float64Array(columns * columns);
  /** B Gᵀ. */
  const pulled = new Float64Array(rows * columns);
  /** Gᵀ. */
  const transposed = new Float64Array(columns * columns);
  return {
    rows: columns,
    *toComponents(weights, components) {
      // if all weights are 0, there is no metric: NaN, so that the solver takes a shorter step
      if (largestWeight(weights) === 0) {
        components.fill(Number.NaN);
        return;
      }
      const kept = stretch(bases, weights, stretched);
      const values = stretched.subarray(0, kept * columns);
      sum.fill(0);
      const some = { values, rows: kept, columns };
      yield* runInTurns([addProduct(javascript, values, some, sum)]);
      const roots = yield* eigenvectors(sum, columns);
      const trace = TRACE * roots.values[0];
      for (let i = 0; i < columns; i++) {
        const length = Math.sqrt(Math.max(roots.values[i], trace));
        for (let at = i * columns; at < (i + 1) * columns; at++) {
          components[at] = length * roots.vectors[at];
          shares[at] = roots.vectors[at] / (2 * length);
        }
      }
    },
    *toGradient(componentsGradient, gradient) {
      sum.fill(0);
      const divided = { values: shares, rows: columns, columns };
      yield* runInTurns([
        addProduct(javascript, componentsGradient, divided, sum),
      ]);
      transpose(sum, transposed, columns, columns);
      yield* runInTurns([product(javascript, bases, transposed, pulled)]);
      for (let k = 0; k < rows; k++) {
        let dot = 0;
        for (let at = k * columns; at < (k + 1) * columns; at++) {
          dot += pulled[at] * values[at];
        }
        gradient[k] = dot;
      }
    },
  };
}

// √w_k b_k of the bases with a weight above 0, one after the other; returns their number
function stretch(
  { values, rows, columns }: Dense,
  weights: Float64Array,
  stretched: Float64Array,
): number {
  let to = 0;
  for (let k = 0; k < rows; k++) {
    if (weights[k] === 0) continue;
    const length = Math.sqrt(weights[k]);
    for (let at = k * columns; at < (k + 1) * columns; at++) {
      stretched[to++] = length * values[at];
    }
  }
  return to / columns;
}
