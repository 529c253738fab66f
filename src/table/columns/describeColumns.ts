import type { SheetColumn } from '../sheet/Sheet.ts';
import { count, listSome, quote } from '../text/sentences.ts';

import { isMissing, isMissingNumber } from './missing.ts';
import type {
  DecimalMark,
  FormatEvidence,
  NumberFormat,
} from './numberFormats.ts';
import { chooseFormat, findFormats, readNumber } from './numberFormats.ts';

/** What the columns of a file contain. */
export interface DescribedColumns {
  columns: SheetColumn[];
  /** The decimal mark of the file, where it is certain. */
  decimal: DecimalMark | undefined;
  notes: string[];
}

/** With fewer rows, numbers that count up may well be measured. */
const LEAST_NUMBERED = 5;
/** Names of columns that tell rows apart, if no two rows have the same number. */
const IDENTIFIER = /^(?:id|index|row|nr|no|#)\.?$|[ _.-]id$|[a-z]I[dD]$/i;

/**
 * Finds what each column contains, and how its numbers are written. Where a column leaves that open, the rest of the file
 * decides.
 * @param names - One for each column.
 * @param known - The decimal mark, if it is known.
 * @param likely - The decimal mark, if the file leaves it open.
 */
export function describeColumns(
  names: readonly string[],
  records: readonly string[][],
  delimiter: string,
  known?: DecimalMark,
  likely?: DecimalMark,
): DescribedColumns {
  const cells = names.map((_, at) => records.map((record) => record[at]));
  const evidence = cells.map((column) => findFormats(column, known));
  const decimal = known ?? decimalOf(evidence) ?? likely;
  const notes: string[] = [];
  const columns = names.map((name, at): SheetColumn => {
    const format = decide(evidence[at], cells[at]);
    if (evidence[at].isAmbiguous && format && decimal === undefined) {
      const example = evidence[at].example ?? '';
      const number = readNumber(example, format);
      const reading =
        number === undefined ? 'not read as a number' : `read as ${number}`;
      notes.push(
        `It is not certain how the numbers of ${quote(name)} are written: ${quote(example)} is ${reading}. The option decimal tells.`,
      );
    }
    return describeColumn(name, cells[at], format);
  });
  noteFormats();
  noteTexts();
  return { columns, decimal, notes };

  function decide(
    found: FormatEvidence,
    column: readonly string[],
  ): NumberFormat | undefined {
    const { formats, isAmbiguous } = found;
    if (!isAmbiguous) return formats[0];
    return (
      formats.find((format) => format.decimal === decimal) ??
      chooseFormat(found, column, delimiter)
    );
  }

  function noteFormats(): void {
    const commas = columns.filter(
      ({ format }, at) =>
        format?.decimal === ',' && cells[at].some((cell) => /\d,\d/.test(cell)),
    );
    if (commas.length > 0) {
      notes.push(`Numbers have a decimal comma: ${listNames(commas)}.`);
    }
    const groups = columns.filter(
      ({ format }) => format && format.group !== '',
    );
    if (groups.length > 0) {
      notes.push(
        `Numbers have marks between thousands, which are removed: ${listNames(groups)}.`,
      );
    }
  }

  function noteTexts(): void {
    for (const [at, { name, format }] of columns.entries()) {
      if (!format) continue;
      const texts = cells[at].filter(
        (cell) =>
          !isMissingNumber(cell) && readNumber(cell, format) === undefined,
      );
      if (texts.length === 0) continue;
      notes.push(
        `${quote(name)} has ${count(texts.length, 'cell')} that ${texts.length === 1 ? 'is no number' : 'are no numbers'}, such as ${quote(texts[0])}: missing, where the column is used as numbers.`,
      );
    }
  }
}

function listNames(columns: readonly SheetColumn[]): string {
  return listSome(columns.map(({ name }) => quote(name)));
}

function decimalOf(
  evidence: readonly FormatEvidence[],
): DecimalMark | undefined {
  const marks = new Set(
    evidence.map(({ decimal }) => decimal).filter((mark) => mark !== undefined),
  );
  return marks.size === 1 ? Array.from(marks)[0] : undefined;
}

function describeColumn(
  name: string,
  cells: readonly string[],
  format: NumberFormat | undefined,
): SheetColumn {
  const filled = cells.filter((cell) => !isMissing(cell));
  const different = new Set(filled).size;
  const isLabelCandidate = different > 1 && different <= filled.length / 2;
  const kind = format
    ? isRowNumber(name, cells, format)
      ? 'row number'
      : 'number'
    : 'text';
  return { name, kind, format, isLabelCandidate };
}

function isRowNumber(
  name: string,
  cells: readonly string[],
  format: NumberFormat,
): boolean {
  if (cells.length < LEAST_NUMBERED) return false;
  const numbers = cells.map((cell) => readNumber(cell, format) ?? Number.NaN);
  if (!numbers.every((value) => Number.isInteger(value))) return false;
  const isCounted = numbers.every((value, row) => value === numbers[0] + row);
  return (
    isCounted ||
    (IDENTIFIER.test(name) && new Set(numbers).size === numbers.length)
  );
}
