import { checkNumber } from '../../options/checks.ts';
import { describe } from '../../options/describe.ts';
import type { Readers } from '../../options/readOptions.ts';
import {
  choiceOf,
  flag,
  optional,
  readOptions,
} from '../../options/readOptions.ts';
import { describeColumns } from '../columns/describeColumns.ts';
import type { DecimalMark } from '../columns/numberFormats.ts';
import { count, listSome, quote } from '../text/sentences.ts';
import { uniqueNames } from '../text/uniqueNames.ts';

import type { Sheet } from './Sheet.ts';
import { decodeText, withoutZeros } from './decodeText.ts';
import { findDelimiter } from './findDelimiter.ts';
import { guessHeader } from './guessHeader.ts';
import { checkLines, parseCells } from './parseCells.ts';
import { isARFF, readARFF } from './readARFF.ts';
import type { Rectangle } from './toRectangle.ts';
import { toRectangle } from './toRectangle.ts';

/** A file: its bytes, or its text. */
export type TableSource = string | Uint8Array | ArrayBuffer;

/** How the cells of a file are read. */
export interface SheetOptions {
  /**
   * Whether line 1 holds the names of columns.
   * @default found from the cells
   */
  header?: boolean;
  /**
   * The character between cells; `' '` for any number of blanks and tabs.
   * @default found from the first 200 lines, among `,` `;` tab `|` and blanks
   */
  delimiter?: string;
  /**
   * The decimal mark.
   * @default found for each column
   */
  decimal?: DecimalMark;
  /**
   * The largest size of a file, in bytes or characters. 10 MB take about a second.
   * @default 100e6
   */
  mostBytes?: number;
}

/** Options with their defaults. */
export type ResolvedSheetOptions = Required<Pick<SheetOptions, 'mostBytes'>> &
  Omit<SheetOptions, 'mostBytes'>;

/** Readers of the options. */
export const SHEET_READERS: Readers<ResolvedSheetOptions> = {
  header: optional(flag()),
  delimiter: optional(readDelimiter),
  decimal: optional(choiceOf(['.', ','] as const)),
  mostBytes: (name, given = 100e6) => checkNumber(given, name, { min: 1 }),
};

/** What is known about a file before it is read. */
interface SheetHints {
  /** Decides by the first record whether it is a header; `undefined`: by the others as well. */
  isHeader?: (first: readonly string[]) => boolean | undefined;
  /** The decimal mark, where the file leaves it open. */
  decimal?: DecimalMark;
}

/**
 * Reads the cells of a CSV, a file with other delimiters, or an ARFF file. `readTable` makes tables of it, by one label
 * or another, without reading it again.
 * @param source - Bytes in UTF-8, UTF-16 or Windows-1252, or a text.
 * @throws {Error} A sentence for the user: not text, too large, no columns.
 * @throws {TypeError|RangeError} Wrong options.
 */
export function readSheet(
  source: TableSource,
  options: SheetOptions = {},
): Sheet {
  return readCells(source, readOptions(options, 'options', SHEET_READERS));
}

/**
 * Does what `readSheet` does, with checked options.
 * @param hints - What decides where options do not.
 */
export function readCells(
  source: TableSource,
  options: ResolvedSheetOptions,
  hints: SheetHints = {},
): Sheet {
  const decoded = textOf(source, options.mostBytes);
  const text = decoded.text.replaceAll(/\r\n?/g, '\n');
  checkLines(text);
  if (text.trim() === '') throw new Error('The file is empty.');
  const markup = /^\s*(?:<(?:!doctype|html|\?xml)|[[{]\s*["[{])/i.exec(text);
  if (markup) {
    const what = markup[0].includes('<') ? 'a web page or XML' : 'JSON';
    throw new Error(`This is ${what}. Save the table as CSV, and read that.`);
  }
  const rectangle = isARFF(text)
    ? fromARFF(text)
    : fromDelimited(text, options, hints);
  const { names, records, lines, delimiter } = rectangle;
  const notes = [...decoded.notes, ...rectangle.notes];
  noteNames(rectangle.wanted, names, notes);
  const described = describeColumns(
    names,
    records,
    delimiter,
    options.decimal,
    hints.decimal,
  );
  return {
    columns: described.columns,
    records,
    lines,
    isNamed: rectangle.isNamed,
    delimiter,
    decimal: described.decimal,
    notes: [...notes, ...described.notes],
    skipped: rectangle.skipped,
  };
}

interface NamedRectangle extends Rectangle {
  /** Unique names, and those of the file. */
  names: string[];
  wanted: readonly string[];
  isNamed: boolean;
  delimiter: string;
  notes: string[];
}

function fromARFF(text: string): NamedRectangle {
  const { names, ...cells } = readARFF(text);
  const rectangle = toRectangle(cells, ',', names.length);
  return {
    ...rectangle,
    names: nameColumns(names),
    wanted: names,
    isNamed: true,
    delimiter: ',',
    notes: ['The file is read as ARFF, with names from its attributes.'],
  };
}

function fromDelimited(
  text: string,
  options: ResolvedSheetOptions,
  hints: SheetHints,
): NamedRectangle {
  // the line that tells Excel what separates cells
  const told = /^"?sep=(?<mark>.)"?[;,\t ]*\n/i.exec(text);
  const body = told ? text.slice(told[0].length) : text;
  const delimiter =
    options.delimiter ?? told?.groups?.mark ?? findDelimiter(body);
  if (delimiter === undefined) {
    // a quotation without end is the reason that can be told
    parseCells(body, { delimiter: ',' });
    throw new Error(
      'The file has a single column. A table has columns of numbers or texts and one with the class, with commas, semicolons, tabs or blanks between them.',
    );
  }
  const cells = parseCells(body, { delimiter, firstLine: told ? 2 : 1 });
  const notes: string[] = [];
  const rectangle = toRectangle(
    cells,
    delimiter,
    undefined,
    options.header !== false,
  );
  const [first, ...rest] = rectangle.records;
  if (cells.records[0].length < first.length) {
    notes.push(
      `Line ${cells.lines[0]} has a cell less than the others, so the first column has no name.`,
    );
  }
  const isNamed = options.header ?? hints.isHeader?.(first) ?? guess();
  if (isNamed && rest.length === 0) {
    throw new Error('The file has names of columns, but no rows below them.');
  }
  const wanted = isNamed ? first : first.map(() => '');
  return {
    records: isNamed ? rest : rectangle.records,
    lines: isNamed ? rectangle.lines.slice(1) : rectangle.lines,
    skipped: rectangle.skipped,
    names: nameColumns(wanted),
    wanted,
    isNamed,
    delimiter,
    notes,
  };

  function guess(): boolean {
    const { isHeader, isCertain } = guessHeader(first, rest);
    const [line] = rectangle.lines;
    if (!isHeader) {
      const holds = first.some((cell) => /\d/.test(cell))
        ? 'numbers'
        : 'values that occur below it';
      notes.push(
        `Line ${line} holds ${holds} and not names, so columns go by their place.`,
      );
    } else if (!isCertain) {
      notes.push(
        `Line ${line} is read as the names of columns, since ${quote(first.at(-1) ?? '')} and its other cells are no values of the rows below.`,
      );
    }
    return isHeader;
  }
}

function nameColumns(cells: readonly string[]): string[] {
  return uniqueNames(
    cells.map((cell, at) => (cell === '' ? `column ${at + 1}` : cell)),
  );
}

function noteNames(
  wanted: readonly string[],
  names: readonly string[],
  notes: string[],
): void {
  const changed = names.filter(
    (name, at) => wanted[at] !== '' && wanted[at] !== name,
  );
  if (changed.length === 0) return;
  notes.push(
    `Some columns have the same name, so later ones are called ${listSome(changed.map(quote))}.`,
  );
}

function textOf(
  source: TableSource,
  most: number,
): { text: string; notes: string[] } {
  const isText = typeof source === 'string';
  if (!isText && !ArrayBuffer.isView(source) && !isBuffer(source)) {
    throw new TypeError(
      `source must be a text, a Uint8Array or an ArrayBuffer, got ${describe(source)}`,
    );
  }
  const size = isText ? source.length : source.byteLength;
  if (size > most) {
    throw new Error(
      `The file has ${megabytes(size)}, and at most ${megabytes(most)} are read. Take a part of its rows, or raise mostBytes.`,
    );
  }
  if (isText) return withoutZeros({ text: source, notes: [] });
  return decodeText(
    ArrayBuffer.isView(source)
      ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
      : new Uint8Array(source),
  );
}

// of any realm
function isBuffer(source: unknown): source is ArrayBuffer {
  const tag = Object.prototype.toString.call(source);
  return tag === '[object ArrayBuffer]' || tag === '[object SharedArrayBuffer]';
}

function megabytes(bytes: number): string {
  return bytes < 1e6
    ? count(Math.floor(bytes), 'byte')
    : `${(bytes / 1e6).toLocaleString('en', { maximumFractionDigits: 1 })} MB`;
}

function readDelimiter(name: string, given: unknown): string {
  if (typeof given !== 'string') {
    throw new TypeError(`${name} must be a string, got ${describe(given)}`);
  }
  if (given.length !== 1 || /["\r\n\d]/.test(given)) {
    throw new RangeError(
      `${name} must be one character that is no digit, quotation mark or line end, got ${describe(given)}`,
    );
  }
  return given;
}
