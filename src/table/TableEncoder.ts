import { checkChoice, isPlainObject } from '../options/checks.ts';
import { describe } from '../options/describe.ts';
import type { Readers } from '../options/readOptions.ts';
import {
  choiceOf,
  flag,
  integer,
  optional,
  readOptions,
} from '../options/readOptions.ts';

import type { Cell, EncodedColumn } from './columns/EncodedColumn.ts';
import {
  encodeCell,
  isBinary,
  isGap,
  optionsOf,
} from './columns/EncodedColumn.ts';
import type { ColumnChoice } from './columns/learnColumns.ts';
import { learnColumns } from './columns/learnColumns.ts';
import type { DecimalMark } from './columns/numberFormats.ts';
import {
  placeOf,
  placesOf,
  readColumnList,
  readNames,
} from './columns/placesOf.ts';
import type { EncoderState, SavedEncoder } from './savedEncoder.ts';
import { readEncoder, saveEncoder } from './savedEncoder.ts';
import { quote } from './text/sentences.ts';
import { uniqueNames } from './text/uniqueNames.ts';

/** A row: a cell for each column, in the order of the file, with or without the label; or cells by name. */
export type TableRecord = readonly Cell[] | Readonly<Record<string, Cell>>;

/** Which columns an encoder uses, and how. */
export interface EncoderOptions {
  /** The names of all columns, in their order. */
  names: readonly string[];
  /**
   * What each column contains: numbers, or texts.
   * @default numbers, where all cells are numbers or missing
   */
  kinds?: ReadonlyArray<'number' | 'text'>;
  /** The column of the label, by name or place; it is not encoded. Default: none. */
  label?: string | number;
  /** Columns that are used whatever they contain, by name or place. Default: none. */
  include?: ReadonlyArray<string | number>;
  /** Columns that are not used, by name or place. Default: none. */
  exclude?: ReadonlyArray<string | number>;
  /**
   * What to do with missing cells: fill them with the median of the training rows, or let them be an error.
   * @default 'fill'
   */
  missing?: 'fill' | 'drop';
  /**
   * The largest number of categories of a column; if there are more, the most frequent ones stay, and one column stands
   * for all others.
   * @default 20
   */
  mostCategories?: number;
  /**
   * The largest number of encoded columns.
   * @default all
   */
  mostColumns?: number;
  /** The decimal mark of the file, for `readRows`. Default: not known. */
  decimal?: DecimalMark;
  /**
   * Whether the file has these names, for `readRows`; else it has none, and its columns go by their place.
   * @default true
   */
  isNamed?: boolean;
}

/** The encoded columns that come from one column of the file. */
export interface ColumnGroup {
  /** The name in the file. */
  name: string;
  kind: 'number' | 'integer' | 'category';
  /** The indices of its columns among the encoded ones. */
  columns: number[];
  /** What a category can be, with the numbers in its columns; empty for numbers. */
  values: Array<{ text: string; numbers: number[] }>;
}

type ResolvedEncoderOptions = Omit<
  EncoderOptions,
  'kinds' | 'names' | 'missing' | 'mostCategories' | 'isNamed'
> & {
  names: string[];
  kinds: unknown;
  missing: 'fill' | 'drop';
  mostCategories: number;
  isNamed: boolean;
};

const READERS: Readers<ResolvedEncoderOptions> = {
  names: readNames,
  kinds: (_, given) => given,
  label: (_, given) => given as string | number | undefined,
  include: readColumnList,
  exclude: readColumnList,
  missing: choiceOf(['fill', 'drop'] as const, 'fill'),
  mostCategories: integer({ min: 2 }, 20),
  mostColumns: optional(integer({ min: 1 })),
  decimal: optional(choiceOf(['.', ','] as const)),
  isNamed: flag(true),
};

/**
 * Turns rows of cells into numbers: numbers as they are, texts as columns of 0 and 1, missing cells as medians. What it
 * knows comes from the rows that it was made of, so test rows leak nothing into training.
 */
export class TableEncoder {
  readonly #state: EncoderState;
  /** All columns of the file. */
  readonly fileColumns: readonly string[];
  /** The column of the label; `undefined`: none. */
  readonly labelName: string | undefined;
  /** The encoded columns: `length`, `metal = steel`. */
  readonly columnNames: readonly string[];
  /** Which encoded columns come from which column of the file. */
  readonly groups: readonly ColumnGroup[];
  /** What was left out, filled or turned into numbers, one sentence each; empty after `load`. */
  readonly notes: readonly string[];

  private constructor(state: EncoderState, notes: readonly string[] = []) {
    this.#state = state;
    this.fileColumns = state.fileColumns;
    this.labelName =
      state.label === undefined ? undefined : state.fileColumns[state.label];
    this.groups = groupsOf(state.columns);
    this.columnNames = uniqueNames(
      state.columns.flatMap((column) =>
        column.kind === 'category'
          ? optionsOf(column).map(({ text }) => `${column.name} = ${text}`)
          : [column.name],
      ),
    );
    this.notes = notes;
  }

  /**
   * Learns medians, categories and which columns are of use from training rows.
   * @param records - Rows with a cell for each name.
   * @throws {TypeError|RangeError} Wrong options, or rows of another width.
   * @throws {Error} A sentence for the user, if no column is of use.
   */
  static fit(
    records: ReadonlyArray<readonly Cell[]>,
    options: EncoderOptions,
  ): TableEncoder {
    const read = readOptions(options, 'options', READERS);
    const { names: fileColumns, label, include, exclude } = read;
    checkWidths(records, fileColumns.length);
    const labelPlace =
      label === undefined ? undefined : placeOf(label, fileColumns, 'label');
    const without = new Set(placesOf(exclude, fileColumns, 'exclude'));
    if (labelPlace !== undefined) without.add(labelPlace);
    const always = new Set(placesOf(include, fileColumns, 'include'));
    const choice: ColumnChoice = {
      names: fileColumns,
      isNumber: readKinds(read.kinds, fileColumns.length),
      without,
      always,
      mostCategories: read.mostCategories,
      mostColumns: read.mostColumns ?? Infinity,
    };
    const { places, columns, notes } = learnColumns(records, choice);
    if (columns.length === 0) throw noColumns(notes);
    return new TableEncoder(
      {
        fileColumns,
        label: labelPlace,
        decimal: read.decimal,
        isNamed: read.isNamed,
        missing: read.missing,
        places,
        columns,
      },
      notes,
    );
  }

  /**
   * Restores what `toJSON` returned.
   * @param json - The object, or its JSON text.
   * @throws {TypeError|RangeError} If json is anything else, or was saved by a newer release.
   */
  static load(json: unknown): TableEncoder {
    return new TableEncoder(readEncoder(json));
  }

  /** The decimal mark of the file that it was learned from; `undefined`: it was not certain. */
  get decimal(): DecimalMark | undefined {
    return this.#state.decimal;
  }

  /** What it does with missing cells. */
  get missing(): 'fill' | 'drop' {
    return this.#state.missing;
  }

  /** Whether that file had names of columns. */
  get isNamed(): boolean {
    return this.#state.isNamed;
  }

  /**
   * Writes rows as numbers. A text that was in no training row is among the others of its column, if that has one for
   * them, and else none of its categories; where two categories share one column, it counts as the more frequent one.
   * @param records - Rows that may lack the label.
   * @returns Rows of numbers, one for each of `columnNames`.
   * @throws {TypeError|RangeError} A column that is missing, a text in a column of numbers, another number of cells; a
   * missing cell with `missing: 'drop'`.
   */
  encode(records: readonly TableRecord[]): number[][] {
    if (!Array.isArray(records)) {
      throw new TypeError(
        `records must be an array of rows, got ${describe(records)}`,
      );
    }
    return records.map((record: TableRecord, row) => {
      const place = `records[${row}]`;
      const cells = this.#pick(record, place);
      return this.#state.columns.flatMap((column, at) => {
        if (this.#state.missing === 'drop' && isGap(column, cells[at])) {
          throw new RangeError(
            `${place} must have a cell in column ${quote(column.name)}, since missing is 'drop', got ${describe(cells[at])}`,
          );
        }
        return encodeCell(column, cells[at], place);
      });
    });
  }

  /**
   * Finds the used columns in which a row has no cell.
   * @returns Their names.
   */
  gapsOf(record: TableRecord): string[] {
    const cells = this.#pick(record, 'record');
    return this.#state.columns
      .filter((column, at) => isGap(column, cells[at]))
      .map(({ name }) => name);
  }

  /**
   * The option `columns` of `certify` and `attack` that fixes the columns of categories, which cannot move a little.
   * @returns The indices of these columns, with `'fixed'`; an empty object if there are none.
   */
  fixedColumns(): Record<number, 'fixed'> {
    const categories = this.groups.filter(({ kind }) => kind === 'category');
    return Object.fromEntries(
      categories.flatMap(({ columns }) =>
        columns.map((column) => [column, 'fixed']),
      ),
    );
  }

  /** Returns everything as plain JSON, for `JSON.stringify`. */
  toJSON(): SavedEncoder {
    return saveEncoder(this.#state);
  }

  // the cells of the used columns
  #pick(record: unknown, place: string): Cell[] {
    const { fileColumns, label, places } = this.#state;
    if (Array.isArray(record)) {
      const cells = record as Cell[];
      if (cells.length === fileColumns.length) {
        return places.map((at) => checkCell(cells[at], place));
      }
      if (label !== undefined && cells.length === fileColumns.length - 1) {
        return places.map((at) =>
          checkCell(cells[at > label ? at - 1 : at], place),
        );
      }
      const wanted =
        label === undefined
          ? `${fileColumns.length} cells`
          : `${fileColumns.length} cells, or ${fileColumns.length - 1} without the label`;
      throw new RangeError(`${place} must have ${wanted}, got ${cells.length}`);
    }
    if (!isPlainObject(record)) {
      throw new TypeError(
        `${place} must be an array or an object of cells, got ${describe(record)}`,
      );
    }
    return places.map((at) => {
      const name = fileColumns[at];
      if (!Object.hasOwn(record, name)) {
        throw new RangeError(
          `${place} must have the column ${quote(name)}; it has ${Object.keys(record).slice(0, 5).map(quote).join(', ') || 'none'}`,
        );
      }
      return checkCell(record[name], place);
    });
  }
}

function readKinds(
  kinds: unknown,
  columns: number,
): Array<boolean | undefined> {
  if (kinds === undefined) {
    return Array.from({ length: columns }, () => undefined);
  }
  if (!Array.isArray(kinds) || kinds.length !== columns) {
    throw new TypeError(
      `kinds must be an array of ${columns} kinds (the number of names), got ${describe(kinds)}`,
    );
  }
  return kinds.map(
    (kind, at) =>
      checkChoice(kind, `kinds[${at}]`, ['number', 'text']) === 'number',
  );
}

function checkCell(cell: unknown, place: string): Cell {
  if (typeof cell === 'number' && Math.abs(cell) === Infinity) {
    throw new RangeError(`${place} must have finite numbers, got ${cell}`);
  }
  const isCell =
    cell === null ||
    ['string', 'number', 'boolean', 'undefined'].includes(typeof cell);
  if (isCell) return cell as Cell;
  throw new TypeError(
    `${place} must have texts, numbers and null as cells, got ${describe(cell)}`,
  );
}

function checkWidths(
  records: ReadonlyArray<readonly Cell[]>,
  columns: number,
): void {
  if (!Array.isArray(records) || records.length === 0) {
    throw new TypeError(
      `records must be an array of at least one row, got ${describe(records)}`,
    );
  }
  for (const [row, record] of records.entries()) {
    const cells: unknown = record;
    if (!Array.isArray(cells)) {
      throw new TypeError(
        `records[${row}] must be an array of cells, got ${describe(cells)}`,
      );
    }
    if (cells.length !== columns) {
      throw new RangeError(
        `records[${row}] must have ${columns} cells (the number of names), got ${cells.length}`,
      );
    }
    for (const cell of cells) checkCell(cell, `records[${row}]`);
  }
}

function noColumns(notes: readonly string[]): Error {
  const isConstant =
    notes.length === 1 && notes[0].includes('all cells of the column');
  const why = isConstant
    ? 'No column varies beside the label'
    : 'No column is left to learn from beside the label';
  return new Error([`${why}.`, ...notes].join(' '));
}

function groupsOf(columns: readonly EncodedColumn[]): ColumnGroup[] {
  let next = 0;
  return columns.map((column) => {
    const { name, kind } = column;
    const options = kind === 'category' ? optionsOf(column) : [];
    const width = kind === 'category' ? options.length : 1;
    const places = Array.from({ length: width }, (_, at) => next + at);
    next += width;
    if (kind !== 'category') return { name, kind, columns: places, values: [] };
    const texts = isBinary(column)
      ? column.values
      : options.filter(({ is }) => is === 'value').map(({ text }) => text);
    return {
      name,
      kind,
      columns: places,
      values: texts.map((text) => ({
        text,
        numbers: encodeCell(column, text, name),
      })),
    };
  });
}
