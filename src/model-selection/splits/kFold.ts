import type { Split } from './Split.ts';
import type { RowCount } from './countRows.ts';
import { countRows } from './countRows.ts';
import { dealFolds } from './dealFolds.ts';
import type { FoldOptions } from './foldOptions.ts';
import { resolveFoldOptions } from './foldOptions.ts';

/**
 * Deals rows at random into folds, irrespective of their classes. Every row is in exactly one test fold; folds differ
 * by at most one row.
 * @param rows - The number of rows; or X, or y.
 * @param options - Folds, repeats and seed.
 * @returns One split per fold, with its rows for testing and all others for training.
 * @throws {TypeError|RangeError} If rows or options have the wrong type, or there are more folds than rows.
 */
export function kFold(rows: RowCount, options: FoldOptions = {}): Split[] {
  const count = countRows(rows);
  const maxReason = 'the number of rows';
  const resolved = resolveFoldOptions(options, count, count, maxReason);
  const all = Array.from({ length: count }, (_, row) => row);
  return dealFolds([all], resolved);
}
