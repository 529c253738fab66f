import type { Split } from './Split.ts';
import type { RowCount } from './countRows.ts';
import { countRows } from './countRows.ts';
import { drawSplits } from './drawSplits.ts';
import type { ShuffleSplitOptions } from './shuffleSplitOptions.ts';
import { resolveShuffleSplitOptions } from './shuffleSplitOptions.ts';

/**
 * Splits rows at random into training and test rows, whatever their classes: at least one of each.
 * @param rows - How many rows there are; or X, or y.
 * @param options - Share, repeats, seed.
 * @returns One split a repeat.
 * @throws {TypeError|RangeError} Rows or options of another kind.
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
