import { isAnyArray } from 'is-any-array';
import { Matrix } from 'ml-matrix';

import type { Rows } from '../../data/Dense.ts';
import { groupByClass } from '../../data/LabelledData.ts';
import { readTensor } from '../../data/Tensor.ts';
import type { Labels } from '../../data/labels.ts';
import { encodeLabels } from '../../data/labels.ts';
import { checkInteger } from '../../options/checks.ts';
import { describe } from '../../options/describe.ts';

/** A number of rows, or the rows themselves, or their labels. */
export type RowCount = number | Rows | Labels;

/** The maximum length of an array in JavaScript. */
const MAX_LENGTH = 2 ** 32 - 1;
const maxReason = 'the maximum length of an array';

/**
 * Counts rows that are to be split.
 * @param given - Their number, the rows or their labels.
 * @returns Their number, at least 2.
 * @throws {TypeError|RangeError} If it is none of these, or fewer than 2.
 */
export function countRows(given: RowCount): number {
  const rows: unknown = readTensor(given);
  if (typeof rows === 'number') {
    return checkInteger(rows, 'rows', { min: 2, max: MAX_LENGTH, maxReason });
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

/** All rows, in ascending order. */
export function allRows(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, row) => row);
}

/**
 * Groups rows that are to be split by class.
 * @param y - n labels.
 * @returns The rows of each class, in ascending order; classes in order of first appearance.
 * @throws {TypeError|RangeError} If labels have the wrong type, there are none, or a class has a single row, which
 * cannot be on both sides of a split.
 */
export function findStrata(y: Labels): Int32Array[] {
  const labels = encodeLabels(y, 'y');
  if (labels.codes.length === 0) {
    throw new RangeError('y must have at least one label, got none');
  }
  const strata = groupByClass(labels).members;
  const single = strata.findIndex((rows) => rows.length === 1);
  if (single === -1) return strata;
  throw new RangeError(
    `class ${describe(labels.classes[single])} must have at least 2 rows, got 1`,
  );
}
