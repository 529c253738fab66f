import { Matrix } from 'ml-matrix';

import type { Rows } from '../../data/Dense.ts';
import { toDense, toRows } from '../../data/Dense.ts';
import type { RowMap } from '../../fit/FittedMetric.ts';
import { embed } from '../../fit/FittedMetric.ts';

/**
 * Maps raw rows into the embedding: `components · (x − center)`. O(n r d).
 * @param X - n × d.
 * @returns n × r: a `Matrix` if X is one, else arrays.
 * @throws {TypeError} If X does not consist of rows of numbers.
 * @throws {RangeError} If a row does not have d numbers, a value is not finite, or so large that the result is not.
 */
export function transformRows(map: RowMap, X: Rows): Matrix | number[][] {
  const data = toDense(X, 'X', map.components.columns);
  const embedding = toRows(embed(map, data));
  return Matrix.isMatrix(X) ? new Matrix(embedding) : embedding;
}
