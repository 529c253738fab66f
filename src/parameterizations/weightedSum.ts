import type { Work } from '../async/work.ts';
import { asWork } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';
import { pickRows, rowOf } from '../data/Dense.ts';
import { productByTranspose } from '../linear-algebra/products.ts';

import type { DenseParameterization } from './Parameterization.ts';
import { rootOfSum } from './rootOfSum.ts';
import { largestWeight, rowPerBasis } from './weightedBases.ts';

/** Relative to the mean weight: the least initial weight of a basis. At w = 0 the margin has no gradient. */
const LEAST_START = 1e-3;

/** A squared cosine within rounding of a right angle, in a hundred columns. */
const RIGHT_ANGLE = 1e-28;

/**
 * Relative to the squared length of the longest row: shorter rows of a root are the ones that `rootOfSum` keeps only
 * for gradients.
 */
const SHORT = 1e-20;

/**
 * M = Σ w_k b_k b_kᵀ: θ is w. The result has a row for each basis with a weight above 0, or, if these are more than the
 * columns, for each eigenvector of M.
 * @param bases - B, K × d, no row all zeros.
 * @param sparsity - β, the cost of the sum of the weights.
 */
export function weightedSum(
  bases: Dense,
  sparsity: number,
): DenseParameterization {
  const { columns } = bases;
  const map = bases.rows <= columns ? rowPerBasis(bases) : rootOfSum(bases);
  return {
    rows: map.rows,
    isNonNegative: true,
    parametersOf: (start) => startingWeights(start, bases),
    toComponents: (weights, components) => [
      () => map.toComponents(weights, components),
    ],
    toGradient: (weights, componentsGradient, gradient) => [
      () => map.toGradient(componentsGradient, gradient),
    ],
    addPenalty: (weights, gradient) => {
      let sum = 0;
      for (let k = 0; k < weights.length; k++) {
        sum += weights[k];
        gradient[k] += sparsity;
      }
      return sparsity * sum;
    },
    *componentsOf(weights) {
      const kept = Array.from(weights.keys()).filter((k) => weights[k] > 0);
      if (kept.length <= columns) return stretch(kept, weights, bases);
      const values = new Float64Array(columns * columns);
      // with memory of its own: an evaluation may be paused between a map and its gradient
      yield* asWork(rootOfSum(bases).toComponents(weights, values));
      return longestFirst({ values, rows: columns, columns });
    },
  };
}

/**
 * Weights each basis by the length of its image under the start, scaled so that the metric has the trace of the
 * start's.
 * @param start - L, r × d.
 * @param bases - B, K × d.
 * @returns w.
 * @throws {RangeError} If the start maps every basis to 0, which leaves the weights undetermined.
 */
function* startingWeights(start: Dense, bases: Dense): Work<Float64Array> {
  const images = yield* productByTranspose(bases, start);
  const sizes = squaredLengths(bases);
  const lengths = squaredLengths({
    values: images,
    rows: bases.rows,
    columns: start.rows,
  });
  for (let k = 0; k < lengths.length; k++) lengths[k] /= sizes[k];
  const wanted = dot(start.values, start.values);
  if (largestWeight(lengths) <= RIGHT_ANGLE * wanted) {
    throw new RangeError(
      'init must not be orthogonal to all of parameterization.bases: the weight of every basis would start at 0',
    );
  }
  const least = LEAST_START * (lengths.reduce((a, b) => a + b) / bases.rows);
  const weights = lengths.map((length) => Math.max(length, least));
  const trace = dot(weights, sizes);
  return weights.map((weight) => (weight * wanted) / trace);
}

function squaredLengths(matrix: Dense): Float64Array {
  return Float64Array.from({ length: matrix.rows }, (_, at) => {
    const row = rowOf(matrix, at);
    return dot(row, row);
  });
}

// √w_k b_k of some bases
function stretch(kept: number[], weights: Float64Array, bases: Dense): Dense {
  const { columns } = bases;
  const values = new Float64Array(kept.length * columns);
  for (const [row, k] of kept.entries()) {
    const length = Math.sqrt(weights[k]);
    const basis = rowOf(bases, k);
    values.set(
      basis.map((entry) => length * entry),
      row * columns,
    );
  }
  return { values, rows: kept.length, columns };
}

function longestFirst(map: Dense): Dense {
  const lengths = squaredLengths(map);
  const order = Array.from(lengths.keys()).toSorted(
    (a, b) => lengths[b] - lengths[a],
  );
  const kept = order.filter((row) => lengths[row] > SHORT * lengths[order[0]]);
  return pickRows(map, kept);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
