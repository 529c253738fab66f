import { isAnyArray } from 'is-any-array';
import { Matrix } from 'ml-matrix';

import type { Rows } from '../../data/Dense.ts';
import { readTensor } from '../../data/Tensor.ts';
import type { Labels } from '../../data/labels.ts';
import { checkInteger } from '../../options/checks.ts';
import { describe } from '../../options/describe.ts';

/** The size of the largest array of JavaScript. */
const MOST = 2 ** 32 - 1;
const maxReason = 'the maximum length of an array';

/** A number of rows, or the rows themselves, or their labels. */
export type RowCount = number | Rows | Labels;

/**
 * Counts rows that are to be split.
 * @param given - Their number, the rows or their labels.
 * @returns Their number, at least 2.
 * @throws {TypeError|RangeError} If it is none of these, or fewer than 2.
 */
export function countRows(given: RowCount): number {
  const rows: unknown = readTensor(given);
  if (typeof rows === 'number') {
    return checkInteger(rows, 'rows', { min: 2, max: MOST, maxReason });
  }
  if (Matrix.isMatrix(rows)) return checkCount(rows.rows);
  if (isAnyArray(rows)) return checkCount(rows.length);
  throw new TypeError(
    `rows must be a number of rows, or an array with one entry per row, got ${describe(rows)}`,
  );
}

function checkCount(count: number): number {
  return checkInteger(count, 'the number of rows', { min: 2 });
}
