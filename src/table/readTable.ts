import { seededRandom, shuffle } from '../data/random.ts';
import type { Readers } from '../options/readOptions.ts';
import {
  choiceOf,
  integer,
  optional,
  readOptions,
  seed,
} from '../options/readOptions.ts';

import { TableEncoder } from './TableEncoder.ts';
import type { Cell } from './columns/EncodedColumn.ts';
import type { ColumnName } from './columns/placesOf.ts';
import { placeOf, placesOf, readColumnList } from './columns/placesOf.ts';
import { labelledRows } from './labelledRows.ts';
import type { Sheet, SkippedRow } from './sheet/Sheet.ts';
import { cellsOf } from './sheet/cellsOf.ts';
import type {
  ResolvedSheetOptions,
  SheetOptions,
  TableSource,
} from './sheet/readSheet.ts';
import { SHEET_READERS, readCells } from './sheet/readSheet.ts';
import { count, listSome, quote } from './text/sentences.ts';

/** What a table is made of. */
export interface TableOptions extends SheetOptions {
  /**
   * The column of the label: its name, or its place from 0, or from the end with −1.
   * @default the last column
   */
  label?: ColumnName;
  /** Columns that are used even if they number the rows, are mostly missing, or differ in each row. Default: none. */
  include?: readonly ColumnName[];
  /** Columns that are not used. Default: none. */
  exclude?: readonly ColumnName[];
  /**
   * What is done with missing cells: `'fill'` puts the median of a column in its place, or makes them a category;
   * `'drop'` leaves such rows out.
   * @default 'fill'
   */
  missing?: 'fill' | 'drop';
  /**
   * The least number of rows of a class; smaller ones are left out. A class takes two to have neighbours.
   * @default 2
   */
  leastRows?: number;
  /**
   * The largest number of categories of a column; if there are more, the most frequent ones stay, and one column stands
   * for all others.
   * @default 20
   */
  mostCategories?: number;
  /**
   * The largest number of columns of X.
   * @default all
   */
  mostColumns?: number;
  /**
   * The largest number of rows; of more, a sample is drawn.
   * @default all
   */
  mostRows?: number;
  /**
   * Where the sample comes from.
   * @default 0
   */
  seed?: number;
}

/** Numbers with a label for each row, and what was done to get them. */
export interface Table {
  X: number[][];
  /** The labels, trimmed, as they are in the file. */
  y: string[];
  /** The columns of X. */
  columnNames: readonly string[];
  labelName: string;
  /** What turns cells into X; learned from all rows. */
  encoder: TableEncoder;
  /** The cells of each row of X, in the order of the columns of the file: numbers, texts, and `null` where one is missing. */
  records: Cell[][];
  /** The line of the file in which each row of X begins, from 1. */
  lines: number[];
  /** Everything that was decided, left out, filled or changed: one sentence each. */
  notes: string[];
  /** Rows that were left out, with reasons. */
  skipped: SkippedRow[];
  /**
   * Learns an encoder from some rows only, for folds without leaks: `encode` then turns these and others into numbers.
   * @param rows - Indices of training rows.
   */
  encoderOf: (rows: ArrayLike<number>) => TableEncoder;
}

type OwnOptions = Omit<TableOptions, keyof SheetOptions>;
type ResolvedOptions = Required<
  Omit<OwnOptions, 'include' | 'exclude' | 'mostColumns' | 'mostRows'>
> &
  Pick<OwnOptions, 'include' | 'exclude' | 'mostColumns' | 'mostRows'>;

const READERS: Readers<ResolvedOptions> = {
  label: (_, given = -1) => given as ColumnName,
  include: readColumnList,
  exclude: readColumnList,
  missing: choiceOf(['fill', 'drop'] as const, 'fill'),
  leastRows: integer({ min: 2 }, 2),
  mostCategories: integer({ min: 2 }, 20),
  mostColumns: optional(integer({ min: 1 })),
  mostRows: optional(integer({ min: 4 })),
  seed: seed(0),
};

/**
 * Makes numbers and labels of a CSV, a file with other delimiters, or an ARFF file. It decides by itself what can be told
 * from the file, and says so in `notes`.
 * @param source - Bytes, a text, or what `readSheet` made of them: for another label, without reading again.
 * @throws {Error} A sentence for the user, if nothing can be learned from the file.
 * @throws {TypeError|RangeError} Wrong options; a label or another column that is not there.
 */
export function readTable(
  source: TableSource | Sheet,
  options: TableOptions = {},
): Table {
  if (isSheet(source)) {
    return tableOf(source, readOptions(options, 'options', READERS));
  }
  const all = readOptions<ResolvedOptions & ResolvedSheetOptions>(
    options,
    'options',
    { ...SHEET_READERS, ...READERS },
  );
  return tableOf(readCells(source, all), all);
}

function isSheet(source: unknown): source is Sheet {
  return (
    typeof source === 'object' &&
    source !== null &&
    'records' in source &&
    'columns' in source
  );
}

function tableOf(sheet: Sheet, options: ResolvedOptions): Table {
  const names = sheet.columns.map(({ name }) => name);
  const label = placeOf(options.label, names, 'label');
  const include = new Set(placesOf(options.include, names, 'include'));
  const exclude = new Set(placesOf(options.exclude, names, 'exclude'));
  checkColumns();
  const notes = sheet.notes.slice();
  const skipped = sheet.skipped.slice();

  leaveRowNumbers();
  let rows = labelledRows(
    sheet,
    label,
    Array.from(sheet.records.keys()),
    { notes, skipped },
    options.leastRows,
  );
  const records = cellsOf(sheet, label);
  if (options.missing === 'drop') rows = withoutGaps(rows);
  rows = sample(rows);

  const kept = rows.map((row) => records[row]);
  const encoder = fit(kept);
  const X = encoder.encode(kept);
  if (sheet.skipped.length > 0) {
    const shown = sheet.skipped.slice(0, 3).map(({ line }) => String(line));
    if (sheet.skipped.length > 3) {
      shown.push(`${sheet.skipped.length - 3} more`);
    }
    notes.push(
      `Left out: ${count(sheet.skipped.length, 'line')} with more or fewer cells than the others (line ${listSome(shown)}).`,
    );
  }
  return {
    X,
    y: rows.map((row) => sheet.records[row][label]),
    columnNames: encoder.columnNames,
    labelName: names[label],
    encoder,
    records: kept,
    lines: rows.map((row) => sheet.lines[row]),
    notes: [...notes, ...encoder.notes],
    skipped: skipped.toSorted((a, b) => a.line - b.line),
    encoderOf: (some) => fit(Array.from(some, (row) => rowAt(kept, row))),
  };

  function checkColumns(): void {
    if (include.has(label) || exclude.has(label)) {
      const option = include.has(label) ? 'include' : 'exclude';
      throw new RangeError(
        `${option} must not have the label, got ${quote(names[label])}`,
      );
    }
    for (const place of include) {
      if (!exclude.has(place)) continue;
      throw new RangeError(
        `include and exclude must be different columns, got ${quote(names[place])} in both`,
      );
    }
  }

  function leaveRowNumbers(): void {
    const numbered = sheet.columns.flatMap(({ kind }, at) =>
      kind === 'row number' &&
      at !== label &&
      !include.has(at) &&
      !exclude.has(at)
        ? [at]
        : [],
    );
    if (numbered.length === 0) return;
    for (const at of numbered) exclude.add(at);
    const list = listSome(numbered.map((at) => quote(names[at])));
    notes.push(
      `Left out, since the column only numbers the rows: ${list}. The option include keeps it.`,
    );
  }

  function withoutGaps(all: number[]): number[] {
    const complete = fit(all.map((row) => records[row]));
    const left = all.filter((row) => {
      const gaps = complete.gapsOf(records[row]);
      if (gaps.length === 0) return true;
      const reason = `has no ${listSome(gaps.map(quote))}`;
      skipped.push({ line: sheet.lines[row], reason });
      return false;
    });
    if (left.length === all.length) return all;
    notes.push(
      `Left out: ${count(all.length - left.length, 'row')} with missing cells.`,
    );
    return labelledRows(
      sheet,
      label,
      left,
      { notes, skipped },
      options.leastRows,
    );
  }

  function sample(all: number[]): number[] {
    const { mostRows = Infinity, leastRows } = options;
    if (all.length <= mostRows) return all;
    notes.push(
      `A sample of ${count(mostRows, 'row')} is used, out of ${all.length.toLocaleString('en')}.`,
    );
    const drawn = shuffle(all, seededRandom(options.seed))
      .slice(0, mostRows)
      .toSorted((a, b) => a - b);
    return labelledRows(sheet, label, drawn, { notes, skipped }, leastRows);
  }

  function fit(training: Cell[][]): TableEncoder {
    return TableEncoder.fit(
      training,
      {
        names,
        kinds: sheet.columns.map(({ kind }) =>
          kind === 'text' ? 'text' : 'number',
        ),
        label,
        include: Array.from(include),
        exclude: Array.from(exclude),
        missing: options.missing,
        mostCategories: options.mostCategories,
        mostColumns: options.mostColumns,
      },
      { decimal: sheet.decimal, isNamed: sheet.isNamed },
    );
  }
}

function rowAt<Item>(items: readonly Item[], row: number): Item {
  if (row in items) return items[row];
  throw new RangeError(
    `rows must be indices from 0 to ${items.length - 1}, got ${row}`,
  );
}
