import { count } from '../text/sentences.ts';

import type { SkippedRow } from './Sheet.ts';
import { usualWidth } from './findDelimiter.ts';
import type { Cells } from './parseCells.ts';

/** Records with the same number of cells. */
export interface Rectangle extends Cells {
  skipped: SkippedRow[];
}

/**
 * Leaves out records with another number of cells than most, and delimiters at the ends of all.
 * @param cells - At least one record.
 * @param delimiter - What separates them.
 * @param width - The number of columns; default: that of most records.
 * @param isFirstNeeded - Whether it is an error if the first record has another number of cells.
 * @throws {Error} A sentence for the user.
 */
export function toRectangle(
  cells: Cells,
  delimiter: string,
  width = usualWidth(cells.records),
  isFirstNeeded = false,
): Rectangle {
  const { records, lines } = cells;
  if (records.length === 0) throw new Error('The file has no rows.');
  const columns = width - countEmptyEnds(records, width);
  if (columns < 2) {
    throw new Error(
      'The file has a single column. A table has some columns and one with the class.',
    );
  }
  checkQuotations(cells, delimiter, columns);
  if (isFirstNeeded && isTitle(records, columns)) {
    throw wrongFirst(lines[0], 1, columns);
  }
  const rectangle: Rectangle = { records: [], lines: [], skipped: [] };
  for (const [at, record] of records.entries()) {
    const isWhole =
      record.length === columns ||
      (record.length > columns &&
        record.slice(columns).every((cell) => cell === ''));
    if (isWhole) {
      rectangle.records.push(record.slice(0, columns));
      rectangle.lines.push(lines[at]);
      continue;
    }
    if (at === 0 && isFirstNeeded && isNameLess(records, columns)) {
      rectangle.records.push(['', ...record]);
      rectangle.lines.push(lines[at]);
      continue;
    }
    if (at === 0 && isFirstNeeded) {
      throw wrongFirst(lines[0], record.length, columns);
    }
    const reason = `has ${count(record.length, 'cell')} where the others have ${columns}`;
    rectangle.skipped.push({ line: lines[at], reason });
  }
  if (rectangle.records.length < records.length / 2) {
    throw new Error(
      `Only ${count(rectangle.records.length, 'line')} of ${records.length.toLocaleString('en')} ${rectangle.records.length === 1 ? 'has' : 'have'} ${columns} cells, and others have more or fewer, so this is not a table.`,
    );
  }
  return rectangle;
}

function wrongFirst(line: number, cells: number, columns: number): Error {
  return new Error(
    `Line ${line} has ${count(cells, 'cell')} where the others have ${columns}. Remove it if it is a title; if it holds names, give each column one.`,
  );
}

// R writes the names of rows, no two alike, without a name above them
function isNameLess(records: readonly string[][], columns: number): boolean {
  const [first, ...rest] = records;
  if (first.length !== columns - 1 || columns < 3) return false;
  return new Set(rest.map(([name]) => name)).size === rest.length;
}

// `3.92;10.4;M4;` below `diameter;length;kind`, with or without delimiters at its end
function countEmptyEnds(records: readonly string[][], width: number): number {
  const [first] = records;
  const isEmpty = (at: number) =>
    (first[at] ?? '') === '' &&
    records.every((record) => record.length !== width || record[at] === '');
  let empty = 0;
  while (empty < width && isEmpty(width - empty - 1)) empty++;
  return empty;
}

// `Measured in March;;`, as spreadsheets write a title above three columns
function isTitle(
  [first, second]: readonly string[][],
  columns: number,
): boolean {
  const filled = first.filter((cell) => cell !== '').length;
  return (
    filled === 1 &&
    columns > 2 &&
    second?.length === columns &&
    second.every((cell) => cell !== '')
  );
}

// a mark that is closed by the next one, many rows later, would swallow them
function checkQuotations(
  { records, lines }: Cells,
  delimiter: string,
  columns: number,
): void {
  for (const [at, record] of records.entries()) {
    const swallowing = record.find((cell) => {
      const within = cell.includes('\n') ? cell.split('\n').slice(1, -1) : [];
      return (
        within.length > 1 &&
        within.every((line) => line.split(delimiter).length === columns)
      );
    });
    if (swallowing === undefined) continue;
    const end = lines[at] + swallowing.split('\n').length - 1;
    throw new Error(
      `A quotation begins in line ${lines[at]} and ends in line ${end}, with whole rows in between. Remove the quotation mark, or close it.`,
    );
  }
}
