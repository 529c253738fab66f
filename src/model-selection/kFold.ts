import type { Split } from './Split.ts';
import type { RowCount } from './countRows.ts';
import { countRows } from './countRows.ts';
import { dealFolds } from './dealFolds.ts';
import type { FoldOptions } from './foldOptions.ts';
import { resolveFoldOptions } from './foldOptions.ts';

/**
 * Deals rows at random into folds, whatever their classes. Every row is in exactly one test fold; folds differ by at most one row.
 * @param rows - How many rows there are; or X, or y.
 * @param options - Folds, repeats, seed.
 * @returns A split for each fold: its rows to test, all others to train.
 * @throws {TypeError|RangeError} Rows or options of another kind; more folds than rows.
 */
export function kFold(rows: RowCount, options: FoldOptions = {}): Split[] {
  const count = countRows(rows);
  const maxReason = 'the number of rows';
  const resolved = resolveFoldOptions(options, count, count, maxReason);
  const all = Array.from({ length: count }, (_, row) => row);
  return dealFolds([all], resolved);
}
