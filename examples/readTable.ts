import { readFileSync } from 'node:fs';

import { parse } from 'csv-parse/sync';

/** Numbers with a label for each row. */
export interface Table {
  /** Its name in headings. */
  name: string;
  /** The names of the columns of X. */
  columns: string[];
  X: number[][];
  /** The position of each row: `line 2`. */
  rowNames: string[];
  y: string[];
}

/** A line of the file with its number. */
interface Line {
  record: string[];
  info: { lines: number };
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
  const names = header.record;
  const labelColumn =
    label === undefined ? names.length - 1 : names.indexOf(label);
  if (labelColumn === -1) {
    throw new Error(
      `${path} has no column '${label}'; its columns are ${names.join(', ')}`,
    );
  }
  if (names.length === 1) {
    throw new Error(
      `${path} must have columns beside '${names[0]}', separated by commas`,
    );
  }
  const X = rows.map(({ record, info }) =>
    record.flatMap((cell, column) => {
      if (cell !== '' && column === labelColumn) return [];
      if (cell !== '' && Number.isFinite(Number(cell))) return Number(cell);
      const place = `${path}, line ${info.lines}, column '${names[column]}'`;
      const wrong =
        cell === '' ? 'the cell is empty' : `'${cell}' is not a number`;
      throw new Error(`${place}: ${wrong}`);
    }),
  );
  return {
    name: path,
    columns: names.filter((_, column) => column !== labelColumn),
    X,
    rowNames: rows.map(({ info }) => `line ${info.lines}`),
    y: rows.map(({ record }) => record[labelColumn]),
  };
}

function parseFile(path: string): Line[] {
  try {
    return parse(readFileSync(path), {
      bom: true,
      info: true,
      skipEmptyLines: true,
      trim: true,
    }) as unknown as Line[];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`cannot read ${path}: ${reason}`, { cause: error });
  }
}
