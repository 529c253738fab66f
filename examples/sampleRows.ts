import { stratifiedShuffleSplit } from 'ml-metric-learning';

import type { Table } from './readTable.ts';

/**
 * Takes some rows of a large table, of each class its share.
 * @param table - The data.
 * @param most - How many rows are enough.
 * @returns The table, or as many rows of it, and a sentence that says so.
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
