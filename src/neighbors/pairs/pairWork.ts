import type { Loop } from '../../async/work.ts';
import type { Dense } from '../../data/Dense.ts';
import type { PairNorm } from '../../kernels/norms/PairNorm.ts';

import type { Pairs } from './distinctPairs.ts';

/**
 * The loop that computes the squared norm of the difference of each pair.
 * @param squares - One per pair, overwritten.
 */
export function measurePairs(
  norm: PairNorm,
  { values, columns }: Dense,
  { first, second }: Pairs,
  squares: Float64Array,
): Loop {
  return {
    length: () => first.length,
    cost: columns,
    run: (from, to) =>
      norm.measure(values, columns, first, second, squares, from, to),
  };
}

/**
 * The loop that adds the gradient of a weighted sum of the squares of `measurePairs`.
 * @param gradient - Of the shape of the points, added to.
 */
export function addPairGradients(
  norm: PairNorm,
  { values, columns }: Dense,
  { first, second }: Pairs,
  weights: Float64Array,
  gradient: Float64Array,
): Loop {
  return {
    length: () => first.length,
    cost: 2 * columns,
    run: (from, to) =>
      norm.addGradients(
        values,
        columns,
        first,
        second,
        weights,
        gradient,
        from,
        to,
      ),
  };
}
