import type { Loop } from '../../async/work.ts';
import type { Dense } from '../../data/Dense.ts';
import type { PairNorm } from '../../kernels/norms/PairNorm.ts';

import type { Pairs } from './distinctPairs.ts';

/**
 * The loop that measures how far apart the rows of each pair are.
 * @param squares - One squared norm a pair, overwritten.
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
 * The loop that adds the gradient of a weighted sum of what `measurePairs` measures.
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
