import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

import { addTransposeProduct } from '../kernels/addTransposeProduct.ts';
import { multiplyByTranspose } from '../kernels/multiply.ts';
import type { Dense } from '../validation/dense.ts';
import { toRows } from '../validation/dense.ts';

import type { WeightedBases } from './weightedBases.ts';
import { TRACE, largestOf } from './weightedBases.ts';

/**
 * L is a root of M = Σ w_k b_k b_kᵀ, its eigenvectors times the roots of its eigenvalues: d rows, however many bases
 * there are. From ∂F/∂L = 2 L G, row by row, G = Σ ∂F/∂l vᵀ / (2 √λ) over the eigenvectors v. O(K d² + d³).
 * @param bases - B, K × d.
 * @returns The map of weights.
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
  return {
    rows: columns,
    toComponents: (weights, components) => {
      // without any weight there is no metric: not a number, so that the solver takes a shorter step
      if (largestOf(weights) === 0) {
        components.fill(Number.NaN);
        return;
      }
      const kept = stretch(bases, weights, stretched);
      sum.fill(0);
      addTransposeProduct(stretched, stretched, sum, kept, columns, columns);
      const { realEigenvalues, eigenvectorMatrix } =
        new EigenvalueDecomposition(
          new Matrix(toRows({ values: sum, rows: columns, columns })),
          { assumeSymmetric: true },
        );
      const trace = TRACE * Math.max(...realEigenvalues);
      for (let i = 0; i < columns; i++) {
        const length = Math.sqrt(Math.max(realEigenvalues[i], trace));
        for (let k = 0; k < columns; k++) {
          const entry = eigenvectorMatrix.get(k, i);
          components[i * columns + k] = length * entry;
          shares[i * columns + k] = entry / (2 * length);
        }
      }
    },
    toGradient: (componentsGradient, gradient) => {
      sum.fill(0);
      addTransposeProduct(
        componentsGradient,
        shares,
        sum,
        columns,
        columns,
        columns,
      );
      multiplyByTranspose(values, sum, pulled, rows, columns, columns);
      for (let k = 0; k < rows; k++) {
        let product = 0;
        for (let at = k * columns; at < (k + 1) * columns; at++) {
          product += pulled[at] * values[at];
        }
        gradient[k] = product;
      }
    },
  };
}

// √w_k b_k of the bases that have a weight, one after the other; returns how many
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
