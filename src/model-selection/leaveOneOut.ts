import type { Split } from './Split.ts';
import { splitsOf } from './Split.ts';
import type { RowCount } from './countRows.ts';
import { countRows } from './countRows.ts';

/**
 * Tests each row on all others. The splits take O(n²) time and memory.
 * @param rows - How many rows there are; or X, or y.
 * @returns A split for each row, in their order.
 * @throws {TypeError|RangeError} Rows of another kind, or fewer than 2.
 */
export function leaveOneOut(rows: RowCount): Split[] {
  const count = countRows(rows);
  return splitsOf(
    Int32Array.from({ length: count }, (_, row) => row),
    count,
  );
}
