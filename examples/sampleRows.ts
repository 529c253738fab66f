import { stratifiedShuffleSplit } from 'ml-metric-learning';

import type { Table } from './readTable.ts';

/**
 * Draws a stratified sample of a large table.
 * @param most - The largest number of rows.
 * @returns The table, or a sample of it with a sentence that says so.
 */
export function sampleRows(
  table: Table,
  most: number,
): { table: Table; note?: string } {
  const { name, X, rowNames, y } = table;
  if (X.length <= most) return { table };
  const testSize = most / X.length;
  const [{ test }] = stratifiedShuffleSplit(y, { testSize, repeats: 1 });
  return {
    table: {
      ...table,
      X: test.map((row) => X[row]),
      rowNames: test.map((row) => rowNames[row]),
      y: test.map((row) => y[row]),
    },
    note: `${name} has ${X.length} rows; ${most} of them are taken`,
  };
}
