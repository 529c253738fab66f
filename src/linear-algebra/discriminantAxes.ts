import type { Work } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';
import type { LabelledData } from '../data/LabelledData.ts';

import { classScatter } from './classScatter.ts';
import { eigenvectors } from './eigenvectors.ts';
import { productByTranspose, productOf, scatterOf } from './products.ts';

/** Relative to the largest: a smaller variance within classes is rounding, and cannot be divided by. */
const NEGLIGIBLE = 1e-10;

/**
 * Linear discriminant analysis (Fisher 1936; scikit-learn's `LinearDiscriminantAnalysis`, solver svd): the directions
 * along which class means differ most, scaled to a standard deviation of 1 within classes. At most classes − 1 of them
 * separate classes; the others complete the whitening. Directions without variance within classes cannot be whitened,
 * and come last, with unit length. O(n d² + d³).
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
  const { values: variances, vectors } = yield* eigenvectors(within, columns);
  const largest = Math.max(variances[0], Number.MIN_VALUE);
  const degrees = Math.max(rows - classes.length, 1);
  let spread = 0;
  while (variances[spread] > NEGLIGIBLE * largest) spread++;
  const whitening = vectors.subarray(0, spread * columns).map((entry, at) => {
    const deviation = Math.sqrt(variances[Math.floor(at / columns)] / degrees);
    return entry / deviation;
  });
  const rotated = yield* rotateToMeans(
    { values: whitening, rows: spread, columns },
    between,
  );
  // directions that cannot be whitened keep their length
  vectors.set(rotated);
  return {
    values: vectors.slice(0, count * columns),
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
