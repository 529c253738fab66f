import type { Split } from './Split.ts';
import { splitsOf } from './Split.ts';
import type { RowCount } from './countRows.ts';
import { countRows } from './countRows.ts';

/**
 * Splits with each row in turn for testing, and all others for training. O(n²) time and memory.
 * @param rows - The number of rows; or X, or y.
 * @returns One split per row, in their order.
 * @throws {TypeError|RangeError} If rows have the wrong type, or are fewer than 2.
 */
export function leaveOneOut(rows: RowCount): Split[] {
  const count = countRows(rows);
  return splitsOf(
    Int32Array.from({ length: count }, (_, row) => row),
    count,
  );
}
