import { addTransposeProduct } from '../kernels/addTransposeProduct.ts';
import { multiplyByTranspose } from '../kernels/multiply.ts';
import type { Dense } from '../validation/dense.ts';
import type { LabelledData } from '../validation/labelledData.ts';

import { classScatter } from './classScatter.ts';
import { eigenvectors } from './eigenvectors.ts';

/** Of the largest: a variance within classes below it is rounding, and cannot be divided by. */
const NEGLIGIBLE = 1e-10;

/**
 * Linear discriminant analysis (Fisher 1936; scikit-learn's `LinearDiscriminantAnalysis`, solver svd): the directions along
 * which class means differ most, where the standard deviation within classes is 1. At most classes − 1 of them tell
 * classes apart; the others complete the whitening. Directions without any variance within classes cannot be whitened,
 * and come last, of unit length. O(n d² + d³).
 * @param data - n × d with classes.
 * @param count - How many, at most d.
 * @returns count × d, the most discriminating first.
 */
export function discriminantAxes(data: LabelledData, count: number): Dense {
  const { rows, columns, codes, classes } = data;
  const { within, between } = classScatter(data, codes, classes.length);
  const { values: variances, vectors } = eigenvectors(within, columns);
  const largest = Math.max(variances[0], Number.MIN_VALUE);
  const spread = vectors.filter(
    (_, at) => variances[at] > NEGLIGIBLE * largest,
  );
  const degrees = Math.max(rows - classes.length, 1);
  const whitening = flatten(
    spread.map((vector, at) => {
      const deviation = Math.sqrt(variances[at] / degrees);
      return vector.map((entry) => entry / deviation);
    }),
    columns,
  );
  const rest = vectors.slice(spread.length);
  const turned = turnToMeans(whitening, between);
  const values = new Float64Array(count * columns);
  const axes = flatten(rest, columns);
  values.set(turned.values.subarray(0, count * columns));
  const free = values.length - turned.values.length;
  if (free > 0) values.set(axes.values.subarray(0, free), turned.values.length);
  return { values, rows: count, columns };
}

// rotates whitened directions so that the first ones are those in which the class means differ
function turnToMeans(whitening: Dense, between: Dense): Dense {
  const { rows: size, columns } = whitening;
  const means = new Float64Array(between.rows * size);
  multiplyByTranspose(
    between.values,
    whitening.values,
    means,
    between.rows,
    size,
    columns,
  );
  const scatter = new Float64Array(size * size);
  addTransposeProduct(means, means, scatter, between.rows, size, size);
  const rotation = flatten(eigenvectors(scatter, size).vectors, size);
  const values = new Float64Array(size * columns);
  const turned = transposed(rotation);
  addTransposeProduct(
    turned.values,
    whitening.values,
    values,
    size,
    size,
    columns,
  );
  return { values, rows: size, columns };
}

function transposed({ values, rows, columns }: Dense): Dense {
  const flipped = new Float64Array(values.length);
  for (const [at, value] of values.entries()) {
    flipped[(at % columns) * rows + Math.floor(at / columns)] = value;
  }
  return { values: flipped, rows: columns, columns: rows };
}

function flatten(list: number[][], columns: number): Dense {
  const values = new Float64Array(list.length * columns);
  for (const [row, entries] of list.entries()) {
    values.set(entries, row * columns);
  }
  return { values, rows: list.length, columns };
}
