import { seededRandom, shuffle } from '../data/random.ts';

import type { Table } from './Table.ts';
import { TableEncoder } from './TableEncoder.ts';
import type { Cell } from './columns/EncodedColumn.ts';
import { placeOf, placesOf } from './columns/placesOf.ts';
import { labelledRows } from './labelledRows.ts';
import type { Sheet, SkippedRow } from './sheet/Sheet.ts';
import { cellsOf } from './sheet/cellsOf.ts';
import type { ResolvedTableOptions } from './tableOptions.ts';
import { count, listSome, quote } from './text/sentences.ts';

/** A table while rows and columns are left out. */
interface Draft {
  sheet: Sheet;
  options: ResolvedTableOptions;
  names: string[];
  /** The place of the label. */
  label: number;
  include: Set<number>;
  exclude: Set<number>;
  /** The cells of all rows of the sheet. */
  cells: Cell[][];
  notes: string[];
  skipped: SkippedRow[];
}

/**
 * Makes numbers and labels of a sheet.
 * @throws {Error} A sentence for the user, if nothing can be learned from it.
 * @throws {RangeError} A label or another column that is not there.
 */
export function makeTable(sheet: Sheet, options: ResolvedTableOptions): Table {
  const draft = createDraft(sheet, options);
  const { label, cells, names, notes, skipped } = draft;
  noteRagged(draft);
  leaveRowNumbers(draft);
  let rows = withClasses(draft, Array.from(cells.keys()));
  rows = sample(draft, rows);
  if (options.missing === 'drop') rows = withoutGaps(draft, rows);
  const records = rows.map((row) => cells[row]);
  const encoder = fitEncoder(draft, records);
  if (options.missing === 'drop') {
    // in folds, a column may have fewer gaps than in the table, which did without it
    const used = new Set(encoder.groups.map(({ name }) => name));
    for (const [at, name] of names.entries()) {
      if (at !== label && !used.has(name)) draft.exclude.add(at);
    }
  }
  return {
    X: encoder.encode(records),
    y: rows.map((row) => sheet.records[row][label]),
    columnNames: encoder.columnNames,
    labelName: names[label],
    encoder,
    records,
    lines: rows.map((row) => sheet.lines[row]),
    notes: [...notes, ...encoder.notes],
    skipped: skipped.toSorted((a, b) => a.line - b.line),
    encoderOf: (some) =>
      fitEncoder(
        draft,
        Array.from(some, (row) => rowAt(records, row)),
      ),
  };
}

function createDraft(sheet: Sheet, options: ResolvedTableOptions): Draft {
  const names = sheet.columns.map(({ name }) => name);
  const label = placeOf(options.label, names, 'label');
  const include = new Set(placesOf(options.include, names, 'include'));
  const exclude = new Set(placesOf(options.exclude, names, 'exclude'));
  if (include.has(label) || exclude.has(label)) {
    const option = include.has(label) ? 'include' : 'exclude';
    throw new RangeError(
      `${option} must not have the label, got ${quote(names[label])}`,
    );
  }
  const both = Array.from(include).find((place) => exclude.has(place));
  if (both !== undefined) {
    throw new RangeError(
      `include and exclude must be different columns, got ${quote(names[both])} in both`,
    );
  }
  return {
    sheet,
    options,
    names,
    label,
    include,
    exclude,
    cells: cellsOf(sheet, label),
    notes: sheet.notes.slice(),
    skipped: sheet.skipped.slice(),
  };
}

function noteRagged({ sheet: { skipped }, notes }: Draft): void {
  if (skipped.length === 0) return;
  const lines = skipped.map(({ line }) => String(line));
  notes.push(
    `Left out: ${count(lines.length, 'line')} with more or fewer cells than the others (line ${listSome(lines)}).`,
  );
}

function leaveRowNumbers(draft: Draft): void {
  const { sheet, names, label, include, exclude, notes } = draft;
  const numbered = Array.from(names.keys()).filter(
    (at) =>
      sheet.columns[at].kind === 'row number' &&
      at !== label &&
      !include.has(at) &&
      !exclude.has(at),
  );
  if (numbered.length === 0) return;
  for (const at of numbered) exclude.add(at);
  const list = listSome(numbered.map((at) => quote(names[at])));
  notes.push(
    `Left out, since the column only numbers the rows: ${list}. The option include keeps it.`,
  );
}

function withClasses(draft: Draft, rows: number[]): number[] {
  const { sheet, label, options } = draft;
  return labelledRows(sheet, label, rows, draft, options.leastRows);
}

function sample(draft: Draft, rows: number[]): number[] {
  const { mostRows = Infinity, seed } = draft.options;
  if (rows.length <= mostRows) return rows;
  draft.notes.push(
    `A sample of ${count(mostRows, 'row')} is used, out of ${rows.length.toLocaleString('en')}.`,
  );
  const drawn = shuffle(rows, seededRandom(seed)).slice(0, mostRows);
  return withClasses(
    draft,
    drawn.toSorted((a, b) => a - b),
  );
}

// without some rows, a column may have few enough gaps to be used, so that more rows go
function withoutGaps(draft: Draft, rows: number[]): number[] {
  const { cells, sheet, notes, skipped } = draft;
  const encoder = fitEncoder(
    draft,
    rows.map((row) => cells[row]),
  );
  const gaps = rows.map((row) => encoder.gapsOf(cells[row]));
  const whole = rows.filter((_, at) => gaps[at].length === 0);
  if (whole.length === rows.length) return rows;
  for (const [at, row] of rows.entries()) {
    if (gaps[at].length === 0) continue;
    const reason = `has no ${listSome(gaps[at].map(quote))}`;
    skipped.push({ line: sheet.lines[row], reason });
  }
  notes.push(
    `Left out: ${count(rows.length - whole.length, 'row')} with missing cells.`,
  );
  return withoutGaps(draft, withClasses(draft, whole));
}

function fitEncoder(draft: Draft, records: Cell[][]): TableEncoder {
  const { sheet, names, label, include, exclude, options } = draft;
  const { missing, mostCategories, mostColumns } = options;
  return TableEncoder.fit(records, {
    names,
    kinds: sheet.columns.map(({ kind }) =>
      kind === 'text' ? 'text' : 'number',
    ),
    label,
    include: Array.from(include),
    exclude: Array.from(exclude),
    missing,
    mostCategories,
    mostColumns,
    decimal: sheet.decimal,
    isNamed: sheet.isNamed,
  });
}

function rowAt<Item>(items: readonly Item[], row: number): Item {
  if (row in items) return items[row];
  throw new RangeError(
    `rows must be indices from 0 to ${items.length - 1}, got ${row}`,
  );
}
