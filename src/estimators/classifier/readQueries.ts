import { isAnyArray } from 'is-any-array';

import type { Dense, Rows } from '../../data/Dense.ts';
import { toDense, toVector } from '../../data/Dense.ts';

/** Rows that a classifier is asked about. */
export interface Queries {
  /** q × d. */
  data: Dense;
  /** Whether a single row was given, whose answer is not in an array. */
  isSingle: boolean;
}

/**
 * Copies rows, or a single row, and checks every number.
 * @param columns - The required number of columns.
 * @throws {TypeError} If X does not consist of rows of numbers.
 * @throws {RangeError} If there are no rows, a row has another number of columns, or a value is NaN or infinite.
 */
export function readQueries(
  X: ArrayLike<number> | Rows,
  columns: number,
): Queries {
  if (!isRow(X)) return { data: toDense(X, 'X', columns), isSingle: false };
  const values = toVector(X, 'X', columns);
  return { data: { values, rows: 1, columns }, isSingle: true };
}

function isRow(X: ArrayLike<number> | Rows): X is ArrayLike<number> {
  return isAnyArray(X) && (ArrayBuffer.isView(X) || typeof X[0] === 'number');
}
