import type { Work } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';

import { eigenvectors } from './eigenvectors.ts';
import { leadingEigenvectors } from './leadingEigenvectors.ts';
import { productByTranspose, productOf, scatterOf } from './products.ts';

/** Relative to the largest: a smaller variance is rounding. */
const NEGLIGIBLE = 1e-12;

/**
 * The directions along which rows vary most: orthogonal, of unit length. O(n d² + d³) for tall data; for wide data,
 * with fewer rows than columns, from the n × n products of rows, O(n² d + n³).
 * @param data - n × d.
 * @returns count × d, in order of descending variance; rows of zeros if the data vary along fewer directions.
 */
export function* principalAxes(data: Dense, count: number): Work<Dense> {
  const { rows, columns } = data;
  const centered = center(data);
  yield;
  const axes = yield* rows < columns ? wideAxes(centered) : tallAxes(centered);
  const values = new Float64Array(count * columns);
  values.set(axes.subarray(0, values.length));
  return { values, rows: count, columns };
}

/**
 * The first principal axes of tall data, by their scatter: O(n d² + d³), several times as fast as all of them.
 * @param data - n × d, n at least d.
 * @param count - At most d.
 * @returns count × d, in order of descending variance; beyond the rank of the data, any orthogonal directions.
 */
export function* leadingAxes(data: Dense, count: number): Work<Dense> {
  const { columns } = data;
  const scatter = yield* scatterOf(center(data));
  const values = yield* leadingEigenvectors(scatter, columns, count);
  return { values, rows: count, columns };
}

function* tallAxes(centered: Dense): Work<Float64Array> {
  const { columns } = centered;
  const scatter = yield* scatterOf(centered);
  const { vectors } = yield* eigenvectors(scatter, columns);
  return vectors;
}

// X Xᵀ u = λ u, so Xᵀ u / √λ is an axis
function* wideAxes(centered: Dense): Work<Float64Array> {
  const { values, rows } = centered;
  const products = yield* productByTranspose(centered, centered);
  const { values: squares, vectors } = yield* eigenvectors(products, rows);
  let varying = 0;
  while (squares[varying] > NEGLIGIBLE * squares[0]) varying++;
  const weights = vectors
    .subarray(0, varying * rows)
    .map((entry, at) => entry / Math.sqrt(squares[Math.floor(at / rows)]));
  const shares = { values: weights, rows: varying, columns: rows };
  return yield* productOf(shares, values);
}

function center({ values, rows, columns }: Dense): Dense {
  const mean = new Float64Array(columns);
  for (let at = 0; at < values.length; at += columns) {
    for (let k = 0; k < columns; k++) mean[k] += values[at + k];
  }
  const centered = new Float64Array(values.length);
  for (let at = 0; at < values.length; at += columns) {
    for (let k = 0; k < columns; k++) {
      centered[at + k] = values[at + k] - mean[k] / rows;
    }
  }
  return { values: centered, rows, columns };
}
