import { checkChoice } from '../options/checks.ts';
import { describe } from '../options/describe.ts';
import type { Readers } from '../options/readOptions.ts';
import {
  choiceOf,
  flag,
  integer,
  optional,
  readOptions,
} from '../options/readOptions.ts';

import type { Cell } from './columns/EncodedColumn.ts';
import { encodeCell, isGap } from './columns/EncodedColumn.ts';
import type { ColumnGroup } from './columns/columnGroups.ts';
import { encodedNames, groupsOf } from './columns/columnGroups.ts';
import type { ColumnChoice } from './columns/learnColumns.ts';
import { learnColumns } from './columns/learnColumns.ts';
import type { DecimalMark } from './columns/numberFormats.ts';
import {
  placeOf,
  placesOf,
  readColumnList,
  readNames,
} from './columns/placesOf.ts';
import type { TableRecord } from './recordCells.ts';
import { checkRecords, pickCells } from './recordCells.ts';
import type { EncoderState, SavedEncoder } from './savedEncoder.ts';
import { readEncoder, saveEncoder } from './savedEncoder.ts';
import { quote } from './text/sentences.ts';

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
    this.columnNames = encodedNames(state.columns);
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
    checkRecords(records, fileColumns.length);
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
      const cells = pickCells(record, this.#state, place);
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
    const cells = pickCells(record, this.#state, 'record');
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

function noColumns(notes: readonly string[]): Error {
  const isConstant =
    notes.length === 1 && notes[0].includes('all cells of the column');
  const why = isConstant
    ? 'No column varies beside the label'
    : 'No column is left to learn from beside the label';
  return new Error([`${why}.`, ...notes].join(' '));
}
