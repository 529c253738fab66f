import { Matrix } from 'ml-matrix';

import type { Work } from '../async/work.ts';
import { inChunks, runSync } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';
import { toRows } from '../data/Dense.ts';
import { transpose } from '../kernels/products/transpose.ts';
import { productOf } from '../linear-algebra/products.ts';
import { checkFinite } from '../options/checks.ts';

import type { FitSummary } from './FitSummary.ts';
import type { Standardization } from './standardize.ts';

/** What a fit leaves behind; never changed afterwards. */
export interface FittedMetric extends Standardization {
  /** L, r × d, in the units of the raw input. */
  components: Dense;
  summary: FitSummary;
}

/**
 * Folds the standardization into L: the result acts on raw rows from which the center was subtracted.
 * @param values - L on standardized columns, r × d.
 * @param scale - The divisor of each column.
 * @throws {RangeError} If a column varies so little that its entries of L are not finite.
 */
export function foldScale(
  values: Float64Array,
  scale: Float64Array,
): Float64Array {
  const columns = scale.length;
  const folded = new Float64Array(values.length);
  for (let at = 0; at < values.length; at += columns) {
    for (let k = 0; k < columns; k++) {
      // adding 0 turns −0 into 0, which is what JSON makes of it
      folded[at + k] = values[at + k] / scale[k] + 0;
      if (Number.isFinite(folded[at + k])) continue;
      throw new RangeError(
        `the metric must be finite in the units of X, but column ${k} of X has a standard deviation of ${scale[k]}; multiply the column by a large constant`,
      );
    }
  }
  return folded;
}

/**
 * Takes the scale out of L again: the result acts on standardized columns.
 * @returns r × d.
 */
export function unfoldScale({
  components,
  scale,
}: Pick<FittedMetric, 'components' | 'scale'>): Dense {
  const { columns } = components;
  const values = components.values.map(
    (value, at) => value * scale[at % columns],
  );
  return { ...components, values };
}

/** The map of raw rows: `components · (x − center)`. */
export type RowMap = Pick<FittedMetric, 'components' | 'center'>;

/**
 * Maps raw rows: `components · (x − center)`.
 * @param data - n × d raw rows.
 * @returns n × r.
 * @throws {RangeError} If a row is so large that its image is not finite.
 */
export function embed(map: RowMap, data: Dense): Dense {
  return runSync(embedInPieces(map, data));
}

/**
 * `embed` with pauses.
 * @throws {RangeError} As `embed`.
 */
export function* embedInPieces(
  { components, center }: RowMap,
  data: Dense,
): Work<Dense> {
  const { rows, columns } = data;
  const images = components.rows;
  const turned = new Float64Array(components.values.length);
  transpose(components.values, turned, images, columns);
  const centered = new Float64Array(data.values.length);
  yield* inChunks(rows, columns, (from, to) => {
    for (let at = from * columns; at < to * columns; at += columns) {
      for (let k = 0; k < columns; k++) {
        centered[at + k] = data.values[at + k] - center[k];
      }
    }
  });
  const shape = { values: centered, rows, columns };
  const values = yield* productOf(shape, turned);
  const overflow = values.findIndex((value) => !Number.isFinite(value));
  if (overflow !== -1) {
    const name = `the embedding of X[${Math.floor(overflow / images)}]`;
    checkFinite(values[overflow], name, 'its values are too large');
  }
  return { values, rows, columns: images };
}

/**
 * M = LᵀL.
 * @param components - L, r × d.
 * @returns d × d.
 * @throws {RangeError} If an entry is not finite.
 */
export function gramMatrix(components: Dense): Matrix {
  const map = new Matrix(toRows(components));
  const matrix = map.transpose().mmul(map);
  const reason = 'the values of a column of X are too small';
  checkFinite(matrix.max(), 'the largest entry of M', reason);
  return matrix;
}
