import type { Split } from './Split.ts';
import type { RowCount } from './countRows.ts';
import { countRows } from './countRows.ts';
import { drawSplits } from './drawSplits.ts';
import type { ShuffleSplitOptions } from './shuffleSplitOptions.ts';
import { resolveShuffleSplitOptions } from './shuffleSplitOptions.ts';

/**
 * Splits rows at random into training and test rows, irrespective of their classes, with at least one
 * row on either side.
 * @param rows - The number of rows; or X, or y.
 * @param options - Fraction of test rows, repeats and seed.
 * @returns One split per repeat.
 * @throws {TypeError|RangeError} If rows or options have the wrong type.
 */
export function shuffleSplit(
  rows: RowCount,
  options: ShuffleSplitOptions = {},
): Split[] {
  const count = countRows(rows);
  const resolved = resolveShuffleSplitOptions(options, count);
  const all = Array.from({ length: count }, (_, row) => row);
  return drawSplits([all], resolved);
}
