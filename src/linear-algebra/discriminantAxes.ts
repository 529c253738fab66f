import type { Work } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';
import type { LabelledData } from '../data/LabelledData.ts';

import { classScatter } from './classScatter.ts';
import { eigenvectors } from './eigenvectors.ts';
import { productByTranspose, productOf, scatterOf } from './products.ts';

/**
 * The least variance within classes, relative to the largest. Whitening by less makes L so ill-conditioned that L-BFGS
 * stops far from a minimum: on 22 nearly collinear columns (Parkinson's disease, UCI), LMNN with the margin ended at 2.3
 * without a bound, 1.16 with 1e-4, 1.110 with 1e-3 and 1.108 with 0.01, like the identity.
 */
const LEAST_VARIANCE = 0.01;

/**
 * Linear discriminant analysis (Fisher 1936; scikit-learn's `LinearDiscriminantAnalysis`, solver svd): the directions
 * along which class means differ most, scaled to a standard deviation of 1 within classes. At most classes − 1 of them
 * separate classes; the others complete the whitening. Small variances within classes count as a hundredth of the
 * largest. O(n d² + d³).
 * @param data - n × d with classes.
 * @param count - The number of directions, at most d.
 * @returns count × d, the most discriminating first.
 */
export function* discriminantAxes(
  data: LabelledData,
  count: number,
): Work<Dense> {
  const { rows, columns, codes, classes } = data;
  const { within, between } = yield* classScatter(data, codes, classes.length);
  const { values: scatter, vectors } = yield* eigenvectors(within, columns);
  const degrees = Math.max(rows - classes.length, 1);
  // one point for each class: nothing to whiten
  const least = scatter[0] > 0 ? LEAST_VARIANCE * scatter[0] : degrees;
  const values = vectors.map((entry, at) => {
    const sum = Math.max(scatter[Math.floor(at / columns)], least);
    return entry / Math.sqrt(sum / degrees);
  });
  const whitening = { values, rows: columns, columns };
  const rotated = yield* rotateToMeans(whitening, between);
  return {
    values: rotated.slice(0, count * columns),
    rows: count,
    columns,
  };
}

// rotates whitened directions so that class means differ along the first ones
function* rotateToMeans(whitening: Dense, between: Dense): Work<Float64Array> {
  const { values, rows: size } = whitening;
  const means = yield* productByTranspose(between, whitening);
  const centers = { values: means, rows: between.rows, columns: size };
  const { vectors } = yield* eigenvectors(yield* scatterOf(centers), size);
  const rotation = { values: vectors, rows: size, columns: size };
  return yield* productOf(rotation, values);
}
