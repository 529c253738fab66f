import { readFileSync } from 'node:fs';

import { parse } from 'csv-parse/sync';

/** Numbers with a label for each row. */
export interface Table {
  /** What it is called in a heading. */
  name: string;
  X: number[][];
  y: string[];
}

/**
 * Reads a CSV with a header row: one column holds the label, all others numbers.
 * @param path - The file.
 * @param label - The name of the label's column; default: the last one.
 * @returns Its rows.
 * @throws {Error} A file that is missing or not a table, no such column, a cell that is not a number: one line each.
 */
export function readTable(path: string, label?: string): Table {
  const [header, ...rows] = parseFile(path);
  if (header === undefined || rows.length === 0) {
    throw new Error(`${path} must have a header and at least one row`);
  }
  const labelColumn = label ? header.indexOf(label) : header.length - 1;
  if (labelColumn === -1) {
    throw new Error(
      `${path} has no column '${label}'; its columns are ${header.join(', ')}`,
    );
  }
  const X = rows.map((row, index) =>
    row.flatMap((cell, column) =>
      column === labelColumn
        ? []
        : // the header is line 1
          toNumber(cell, `line ${index + 2}, column '${header[column]}'`, path),
    ),
  );
  return { name: path, X, y: rows.map((row) => row[labelColumn]) };
}

function parseFile(path: string): string[][] {
  try {
    return parse(readFileSync(path), {
      bom: true,
      skipEmptyLines: true,
      trim: true,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`cannot read ${path}: ${reason}`, { cause: error });
  }
}

function toNumber(cell: string, place: string, path: string): number {
  const number = Number(cell);
  if (cell !== '' && Number.isFinite(number)) return number;
  throw new Error(`${path}, ${place}: '${cell}' is not a number`);
}
