import { CsvError, parse } from 'csv-parse/browser/esm/sync';

/** Cells, without blank lines. */
export interface Cells {
  /** Trimmed texts, as many in a record as its line has. */
  records: string[][];
  /** The line of the file in which each record begins, from 1. */
  lines: number[];
}

/** How cells are separated, and which of them are read. */
export interface CellFormat {
  /** One character, or `' '` for any number of blanks and tabs. */
  delimiter: string;
  /** What encloses cells that contain delimiters; default: `"`. */
  quote?: string;
  /** The number of the first line; default: 1. */
  firstLine?: number;
  /** The largest number of lines to read; default: all. */
  most?: number;
}

/**
 * The longest line: 100,000 columns of some 40 characters. A file with a longer one is no table, and takes long to find
 * out about.
 */
const LONGEST = 4_000_000;

/**
 * Checks that no line is longer than those of a table; a quotation may still hold several.
 * @param text - With `\n` at the ends of lines.
 * @throws {Error} A sentence for the user.
 */
export function checkLines(text: string): void {
  let line = 1;
  let start = 0;
  while (start < text.length) {
    const end = text.indexOf('\n', start);
    if ((end === -1 ? text.length : end) - start > LONGEST) {
      throw new Error(
        `Line ${line} has more than ${LONGEST.toLocaleString('en')} characters, so this is not a table with a row in each line.`,
      );
    }
    if (end === -1) return;
    start = end + 1;
    line++;
  }
}

/**
 * Reads the cells of a text.
 * @param text - With `\n` at the ends of lines.
 * @throws {Error} A sentence for the user: a line without end, a quotation without end.
 */
export function parseCells(text: string, format: CellFormat): Cells {
  const { delimiter, quote = '"', firstLine = 1, most } = format;
  const isBlank = delimiter === ' ';
  const found: Cells = { records: [], lines: [] };
  let line = firstLine;
  try {
    parse(text, {
      delimiter: isBlank ? [' ', '\t'] : delimiter,
      quote,
      recordDelimiter: '\n',
      // blanks before a quotation mark; those at the ends of cells are removed below
      ltrim: true,
      relaxColumnCount: true,
      relaxQuotes: true,
      maxRecordSize: LONGEST,
      to: most,
      onRecord: (record: string[]) => {
        addRecord(record);
        return null;
      },
    });
  } catch (error) {
    throw new Error(sentenceOf(error), { cause: error });
  }
  return found;

  function addRecord(record: string[]): void {
    const start = line;
    line++;
    for (const cell of record) {
      if (cell.includes('\n')) line += cell.split('\n').length - 1;
    }
    const trimmed = record.map((cell) => trimCell(cell, quote));
    const cells = isBlank ? trimmed.filter((cell) => cell !== '') : trimmed;
    if (cells.every((cell) => cell === '')) return;
    found.records.push(cells);
    found.lines.push(start);
  }

  function sentenceOf(error: unknown): string {
    const code = error instanceof CsvError ? error.code : undefined;
    if (code === 'CSV_MAX_RECORD_SIZE') {
      return `Line ${line} has a quotation mark ${quote} that is not closed within ${LONGEST.toLocaleString('en')} characters. Close it, or remove it.`;
    }
    if (code === 'CSV_QUOTE_NOT_CLOSED') {
      return `Line ${line} has a quotation mark ${quote} that is never closed. Close it, or remove it.`;
    }
    const reason = error instanceof Error ? error.message : String(error);
    return `Line ${line} cannot be read: ${reason}.`;
  }
}

// blanks after a closing quotation mark make the parser keep both marks
function trimCell(cell: string, quote: string): string {
  const trimmed = cell.trim();
  const isQuoted =
    trimmed.length > 1 &&
    cell.length > trimmed.length &&
    cell.startsWith(quote) &&
    trimmed.endsWith(quote);
  return isQuoted ? trimmed.slice(1, -1).trim() : trimmed;
}
