import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

import { addTransposeProduct } from '../kernels/addTransposeProduct.ts';
import { multiplyByTranspose } from '../kernels/multiplyByTranspose.ts';
import type { Dense } from '../validation/dense.ts';
import { toRows } from '../validation/dense.ts';

import type { WeightedBases } from './weightedBases.ts';
import { TRACE, largestOf } from './weightedBases.ts';

/**
 * L is a root of M = Σ w_k b_k b_kᵀ, its eigenvectors times the roots of its eigenvalues: d rows, however many bases
 * there are. From ∂F/∂L = 2 L G, row by row, G v = ∂F/∂l / (2 √λ) for each eigenvector v. O(K d² + d³).
 * @param bases - B, K × d.
 * @returns The map of weights.
 */
export function rootOfSum(bases: Dense): WeightedBases {
  const { values, rows, columns } = bases;
  const weighted = new Float64Array(rows * columns);
  const sum = new Float64Array(columns * columns);
  const vectors = new Float64Array(columns * columns);
  const lengths = new Float64Array(columns);
  /** B Vᵀ and B (G V)ᵀ, K × d each. */
  const along = new Float64Array(rows * columns);
  const pulled = new Float64Array(rows * columns);
  return {
    rows: columns,
    toComponents: (weights, components) => {
      // without any weight there is no metric: not a number, so that the solver takes a shorter step
      if (largestOf(weights) === 0) {
        components.fill(Number.NaN);
        return;
      }
      for (let at = 0; at < weighted.length; at++) {
        weighted[at] = weights[Math.floor(at / columns)] * values[at];
      }
      sum.fill(0);
      addTransposeProduct(weighted, values, sum, rows, columns, columns);
      const { realEigenvalues, eigenvectorMatrix } =
        new EigenvalueDecomposition(
          new Matrix(toRows({ values: sum, rows: columns, columns })),
          { assumeSymmetric: true },
        );
      const trace = TRACE * Math.max(...realEigenvalues);
      for (let i = 0; i < columns; i++) {
        lengths[i] = Math.sqrt(Math.max(realEigenvalues[i], trace));
        for (let k = 0; k < columns; k++) {
          vectors[i * columns + k] = eigenvectorMatrix.get(k, i);
          components[i * columns + k] = lengths[i] * vectors[i * columns + k];
        }
      }
    },
    toGradient: (componentsGradient, gradient) => {
      multiplyByTranspose(values, vectors, along, rows, columns, columns);
      multiplyByTranspose(
        values,
        componentsGradient,
        pulled,
        rows,
        columns,
        columns,
      );
      for (let k = 0; k < rows; k++) {
        let product = 0;
        for (let i = 0; i < columns; i++) {
          const at = k * columns + i;
          product += (along[at] * pulled[at]) / (2 * lengths[i]);
        }
        gradient[k] = product;
      }
    },
  };
}
