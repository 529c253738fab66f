import { sampleRows } from '../../src/report/figures/sampleRows.ts';

import type { Table } from './Table.ts';
import { checkClasses, checkNumbers, withoutLoneClasses } from './checkRows.ts';
import type { ColumnKind } from './columnKinds.ts';
import { guessLabel, isMissing, kindOf } from './columnKinds.ts';
import type { Sheet } from './readCSV.ts';
import { count, isNumber, shorten } from './readCSV.ts';

/**
 * The longest that a user can wait for: with 20 columns, a fit of this many rows takes some ten seconds, and of five
 * times as many some minutes.
 */
const MOST_ROWS = 20_000;
/** A full metric of more columns would have more than 90,000 entries to learn. */
const MOST_COLUMNS = 300;

/**
 * Converts a sheet to numbers with classes, and reports what it left out.
 * @param wanted - The class column; default: the last one of texts, or else the last.
 * @throws {Error} A sentence for the user, if no metric can be learned.
 */
export function tableOf(sheet: Sheet, wanted?: string): Table {
  const { name, header, records } = sheet;
  const notes = sheet.notes.slice();
  const columns = header.map((_, at) => records.map((record) => record[at]));
  const kinds = columns.map((column) => kindOf(column));
  const label =
    wanted === undefined
      ? guessLabel(columns, kinds)
      : Math.max(0, header.indexOf(wanted));
  const numbers = Array.from(header.keys()).filter(
    (at) => at !== label && kinds[at] === 'numbers',
  );
  noteLeftOut('text', 'holds words', 'hold words');
  noteLeftOut('gaps', 'is empty for the most part', 'are mostly empty');
  if (numbers.length === 0) {
    throw new Error(
      `${name} has no column of numbers beside “${shorten(header[label])}”, the class. A metric is learned from numbers.`,
    );
  }
  if (numbers.length > MOST_COLUMNS) {
    notes.push(
      `Only the first ${MOST_COLUMNS} of ${numbers.length} columns of numbers are used.`,
    );
    numbers.length = MOST_COLUMNS;
  }
  let rows = Array.from(records.keys()).filter(
    (row) =>
      !isMissing(records[row][label]) &&
      numbers.every((at) => isNumber(records[row][at])),
  );
  if (rows.length < records.length) {
    const gone = records.length - rows.length;
    notes.push(
      `Left out: ${count(gone, 'row')} with a missing cell, or one that is not a number.`,
    );
  }
  rows = withoutLoneClasses(rows, (row) => records[row][label], notes);
  checkClasses(
    new Set(rows.map((row) => records[row][label])).size,
    `${name}, by “${shorten(header[label])}”,`,
    rows.length,
  );
  if (rows.length > MOST_ROWS) {
    const all = rows;
    notes.push(
      `A sample of ${count(MOST_ROWS, 'row')} is used, out of ${count(all.length, 'row')}: enough for a page.`,
    );
    const drawn = Array.from(
      sampleRows(all.length, MOST_ROWS, 0),
      (at) => all[at],
    );
    rows = withoutLoneClasses(drawn, (row) => records[row][label], notes);
  }
  const X = rows.map((row) => numbers.map((at) => Number(records[row][at])));
  checkNumbers(X, name);
  return {
    name,
    source: 'file',
    columns: numbers.map((at) => header[at]),
    X,
    y: rows.map((row) => records[row][label]),
    label: header[label],
    candidates: header,
    notes,
  };

  function noteLeftOut(kind: ColumnKind, one: string, several: string): void {
    const names = header.filter((_, at) => at !== label && kinds[at] === kind);
    if (names.length === 0) return;
    const shown = names.slice(0, 4).map((column) => `“${shorten(column)}”`);
    if (names.length > 4) shown.push(`${names.length - 4} more`);
    notes.push(
      `Left out: ${shown.join(', ')}, which ${names.length === 1 ? one : several}.`,
    );
  }
}
