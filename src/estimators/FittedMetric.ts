import { Matrix } from 'ml-matrix';

import { multiplyByTranspose } from '../kernels/multiply.ts';
import type { Dense } from '../validation/dense.ts';
import { toRows } from '../validation/dense.ts';

import type { FitSummary } from './FitSummary.ts';
import type { Standardization } from './standardize.ts';

/** What a fit leaves behind; never changed afterwards. */
export interface FittedMetric extends Standardization {
  /** L, r × d, in the units of the raw input. */
  components: Dense;
  summary: FitSummary;
}

/**
 * Folds the standardization into L: it then acts on raw rows from which the center was taken.
 * @param values - L on standardized columns, r × d.
 * @param scale - What each column was divided by.
 * @returns L on raw columns.
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
    }
  }
  return folded;
}

/**
 * Maps raw rows: `components · (x − center)`.
 * @param metric - A fitted metric.
 * @param data - n × d raw rows.
 * @returns n × r.
 * @throws {RangeError} A row so large that its image is not finite.
 */
export function embed(
  metric: Pick<FittedMetric, 'components' | 'center'>,
  data: Dense,
): Dense {
  const { components, center } = metric;
  const { rows, columns } = data;
  const centered = data.values.map((value, at) => value - center[at % columns]);
  const values = new Float64Array(rows * components.rows);
  multiplyByTranspose(
    centered,
    components.values,
    values,
    rows,
    components.rows,
    columns,
  );
  const overflow = values.findIndex((value) => !Number.isFinite(value));
  if (overflow !== -1) {
    const row = Math.floor(overflow / components.rows);
    throw new RangeError(
      `X[${row}] must have a finite image, got ${values[overflow]}: its values are too large`,
    );
  }
  return { values, rows, columns: components.rows };
}

/**
 * M = LᵀL.
 * @param components - L, r × d.
 * @returns d × d.
 * @throws {RangeError} An entry that is not finite.
 */
export function gramMatrix(components: Dense): Matrix {
  const map = new Matrix(toRows(components));
  const matrix = map.transpose().mmul(map);
  const largest = matrix.max();
  if (Number.isFinite(largest)) return matrix;
  throw new RangeError(
    `entries of M must be finite, got ${largest}: a column has too small a unit`,
  );
}
