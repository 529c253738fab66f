import { readOptions } from '../options/readOptions.ts';

import type { TableEncoder } from './TableEncoder.ts';
import type { Cell } from './columns/EncodedColumn.ts';
import { isMissing, isMissingNumber } from './columns/missing.ts';
import type { NumberFormat } from './columns/numberFormats.ts';
import { readNumber } from './columns/numberFormats.ts';
import type { Sheet, SkippedRow } from './sheet/Sheet.ts';
import type { SheetOptions, TableSource } from './sheet/readSheet.ts';
import { SHEET_READERS, readCells } from './sheet/readSheet.ts';
import { count, listSome, quote } from './text/sentences.ts';
import { uniqueNames } from './text/uniqueNames.ts';

/** Rows that come after training, as numbers. */
export interface LaterRows {
  X: number[][];
  /** The labels, if the file has the column; `undefined` for a row without one. */
  y: Array<string | undefined> | undefined;
  /** The cells of each row, by the names of columns. */
  records: Array<Record<string, Cell>>;
  /** The line of the file in which each row begins, from 1. */
  lines: number[];
  notes: string[];
  skipped: SkippedRow[];
}

/**
 * Reads a file of rows that come later, and turns them into the columns of an encoder. Columns are found by their names,
 * in any order, and there may be others; a file without names has the columns of the first one, with or without the
 * label.
 * @param source - Bytes, or a text.
 * @throws {Error} A sentence for the user, if the file is no such table.
 * @throws {TypeError|RangeError} Wrong options.
 */
export function readRows(
  source: TableSource,
  encoder: TableEncoder,
  options: SheetOptions = {},
): LaterRows {
  const resolved = readOptions(options, 'options', SHEET_READERS);
  const needed = encoder.groups.map(({ name }) => name);
  const sheet = readCells(source, resolved, {
    decimal: encoder.decimal,
    isHeader: (first) => {
      const found = new Set(uniqueNames(first));
      if (needed.every((name) => found.has(name))) return true;
      return encoder.isNamed ? undefined : false;
    },
  });
  const names = namesOf(sheet, encoder);
  const absent = needed.filter((name) => !names.includes(name));
  if (absent.length > 0) {
    throw new Error(
      `The file has no column ${listSome(absent.map(quote))}, which the model was learned from. Its columns are ${listSome(names.map(quote))}.`,
    );
  }
  const label = names.indexOf(encoder.labelName ?? '');
  const numbers = new Set(
    encoder.groups
      .filter(({ kind }) => kind !== 'category')
      .map(({ name }) => name),
  );
  const format: NumberFormat = {
    decimal: sheet.decimal ?? encoder.decimal ?? '.',
    group: '',
  };
  const notes = sheet.notes.slice();
  const skipped = sheet.skipped.slice();
  const lines: number[] = [];
  const records: LaterRows['records'] = [];
  const labels: Array<string | undefined> = [];
  for (const [row, texts] of sheet.records.entries()) {
    const record = Object.fromEntries(
      texts.map((text, at) => [names[at], cellOf(text, at)]),
    );
    const reason = faultOf(record);
    if (reason !== undefined) {
      skipped.push({ line: sheet.lines[row], reason });
      continue;
    }
    records.push(record);
    lines.push(sheet.lines[row]);
    if (label !== -1) {
      labels.push(isMissing(texts[label]) ? undefined : texts[label]);
    }
  }
  if (skipped.length > 0) {
    notes.push(`Left out: ${count(skipped.length, 'row')}.`);
  }
  return {
    X: encoder.encode(records),
    y: label === -1 ? undefined : labels,
    records,
    lines,
    notes,
    skipped,
  };

  function cellOf(text: string, at: number): Cell {
    if (isMissing(text)) return null;
    if (!numbers.has(names[at])) return text;
    if (isMissingNumber(text)) return null;
    return readNumber(text, sheet.columns[at].format ?? format) ?? text;
  }

  function faultOf(record: Record<string, Cell>): string | undefined {
    const text = Array.from(numbers).find(
      (name) => typeof record[name] === 'string',
    );
    if (text !== undefined) {
      return `has ${quote(String(record[text]))} in ${quote(text)}, which is no number`;
    }
    const gaps = encoder.missing === 'drop' ? encoder.gapsOf(record) : [];
    return gaps.length === 0
      ? undefined
      : `has no ${listSome(gaps.map(quote))}`;
  }
}

function namesOf(sheet: Sheet, encoder: TableEncoder): string[] {
  const names = sheet.columns.map(({ name }) => name);
  const { fileColumns, labelName } = encoder;
  if (encoder.isNamed || sheet.isNamed) return names;
  if (names.length === fileColumns.length) return fileColumns.slice();
  if (names.length === fileColumns.length - 1) {
    return fileColumns.filter((name) => name !== labelName);
  }
  throw new Error(
    `The file has ${names.length} columns, and the model was learned from ${fileColumns.length}, with the label.`,
  );
}
