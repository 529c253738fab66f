import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { MetricKNN, stratifiedShuffleSplit } from 'ml-metric-learning';
import { reportHTML } from 'ml-metric-learning/report';

import type { Table } from './readTable.ts';
import { splitUnit } from './splitUnit.ts';

/** A folder that git ignores. */
const FOLDER = fileURLToPath(new URL('../output/', import.meta.url));

/**
 * Learns from 70 % of the rows, tests on the others, and writes a report.
 * @param file - The file to write. Default: in the folder `output`, by the name of the table.
 * @returns The file, relative to the working directory.
 * @throws {Error} The file cannot be written.
 */
export function writeReport(
  { name, columns, X, rowNames, y }: Table,
  file = path.join(FOLDER, `${path.parse(name).name}.html`),
): string {
  const [{ train, test }] = stratifiedShuffleSplit(y, { repeats: 1 });
  const knn = new MetricKNN({ k: 3 });
  knn.train(pick(X, train), pick(y, train));
  const named = columns.map(splitUnit);
  const html = reportHTML({
    knn,
    X: pick(X, test),
    y: pick(y, test),
    rowNames: pick(rowNames, test),
    title: path.basename(name),
    columnNames: named.map((column) => column.name),
    units: named.map((column) => column.unit),
  });
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, html);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`cannot write ${file}: ${reason}`, { cause: error });
  }
  return path.relative(process.cwd(), file);
}

function pick<Item>(items: Item[], rows: number[]): Item[] {
  return rows.map((row) => items[row]);
}
