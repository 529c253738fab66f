import { isMissing, isMissingNumber } from './missing.ts';

/** A decimal mark. */
export type DecimalMark = '.' | ',';

/** How the numbers of a column are written. */
export interface NumberFormat {
  decimal: DecimalMark;
  /** What stands between thousands; empty: nothing. */
  group: '' | '.' | ',' | ' ' | "'";
}

/** What the cells of a column say about the way in which its numbers are written. */
export interface FormatEvidence {
  /** Formats by which as many cells are numbers as by any, the simplest first; empty for a column of text. */
  formats: NumberFormat[];
  /** Whether these formats read different numbers. */
  isAmbiguous: boolean;
  /** The decimal mark, if some cells are numbers with this one only. */
  decimal: DecimalMark | undefined;
  /** A cell that shows the difference. */
  example: string | undefined;
}

const FORMATS: NumberFormat[] = [
  { decimal: '.', group: '' },
  { decimal: ',', group: '' },
  { decimal: '.', group: ',' },
  { decimal: ',', group: '.' },
  { decimal: '.', group: ' ' },
  { decimal: ',', group: ' ' },
  { decimal: '.', group: "'" },
  { decimal: ',', group: "'" },
];
/** A column whose cells are numbers in a smaller part is text. */
const NUMBERS_SHARE = 0.8;
const PLAIN = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
const MARK = /[^\de]/i;
const GROUPED = new Map(
  FORMATS.filter(({ group }) => group !== '').map((format) => [
    format,
    new RegExp(
      String.raw`^[-+]?[1-9]\d{0,2}(?:[${format.group}]\d{3})+(?:[${format.decimal}]\d*)?$`,
    ),
  ]),
);

/** Whether a text is a number in some format; for guesses only. */
export function looksLikeNumber(cell: string): boolean {
  return (
    /^[-+−]?[\d.,]*\d[\d.,]*(?:e[-+]?\d+)?$/i.test(cell) ||
    /^[-+−]?\d{1,3}(?:['’ \u00A0\u2009\u202F]\d{3})+(?:[.,]\d*)?$/.test(cell)
  );
}

/**
 * Reads a number.
 * @returns `undefined` if a text is none in this format, or has more digits than a number can hold.
 */
export function readNumber(
  cell: string,
  format: NumberFormat = FORMATS[0],
): number | undefined {
  let text = cell.startsWith('−') ? `-${cell.slice(1)}` : cell;
  if (format.group !== '') {
    text = text.replaceAll(/[\u00A0\u2009\u202F]/g, ' ').replaceAll('’', "'");
    if (GROUPED.get(format)?.test(text)) {
      text = text.replaceAll(format.group, '');
    }
  }
  if (format.decimal === ',') {
    if (text.includes('.')) return undefined;
    text = text.replace(',', '.');
  }
  if (!PLAIN.test(text)) return undefined;
  const number = Number(text);
  if (!Number.isFinite(number)) return undefined;
  // a long code of digits would lose some
  const isExact =
    Math.abs(number) <= Number.MAX_SAFE_INTEGER || !/^[-+]?\d+$/.test(text);
  return isExact ? number : undefined;
}

/**
 * Finds the formats in which most cells of a column are numbers.
 * @param cells - The column.
 * @param decimal - The decimal mark, if it is known.
 */
export function findFormats(
  cells: readonly string[],
  decimal?: DecimalMark,
): FormatEvidence {
  const filled = cells.filter((cell) => !isMissing(cell));
  // cells without a mark are the same in every format
  const plain = filled.filter((cell) => !MARK.test(cell));
  const marked = filled.filter((cell) => MARK.test(cell));
  const integers = plain.filter((cell) => readNumber(cell) !== undefined);
  const allowed = FORMATS.filter(
    (format) => decimal === undefined || format.decimal === decimal,
  );
  const isRead = (cell: string, format: NumberFormat) =>
    readNumber(cell, format) !== undefined;
  const isPlain = marked.every((cell) => isRead(cell, allowed[0]));
  // in most columns the simplest format reads every cell, and the others fail at the first one
  const counts = allowed.map((format) =>
    isPlain
      ? Number(marked.every((cell) => isRead(cell, format))) * marked.length
      : marked.filter((cell) => isRead(cell, format)).length,
  );
  const most = Math.max(...counts);
  const none = filled.filter(
    (cell) => !isMissing(cell) && isMissingNumber(cell),
  ).length;
  const numbers = most + integers.length;
  if (numbers === 0 || numbers < NUMBERS_SHARE * (filled.length - none)) {
    return {
      formats: [],
      isAmbiguous: false,
      decimal: undefined,
      example: undefined,
    };
  }
  const formats = allowed.filter((_, at) => counts[at] === most);
  const example = marked.find((cell) => {
    const values = formats.map((format) => readNumber(cell, format));
    return values.some((value) => value !== values[0]);
  });
  const isAmbiguous = example !== undefined;
  const marks = new Set(formats.map((format) => format.decimal));
  return {
    formats,
    isAmbiguous,
    decimal:
      most > 0 && !isAmbiguous && marks.size === 1
        ? formats[0].decimal
        : undefined,
    example,
  };
}

/**
 * Decides for a column whose cells are numbers in several formats, when nothing else in the file does: a mark is between
 * thousands if it ends in 0 somewhere, since decimals would end before, and the numbers without it are below 1,000.
 * Commas in a file of commas are always between thousands.
 */
export function chooseFormat(
  { formats, example = '' }: FormatEvidence,
  cells: readonly string[],
  delimiter: string,
): NumberFormat {
  const grouped =
    formats.find(({ group }) => group !== '' && example.includes(group)) ??
    formats[0];
  if (grouped.group === ',' && delimiter === ',') return grouped;
  const marked = cells.filter((cell) => cell.includes(grouped.group));
  const plain = cells
    .filter((cell) => !cell.includes(grouped.group))
    .map((cell) => readNumber(cell, grouped))
    .filter((number) => number !== undefined);
  const isGrouped =
    plain.length > 0 &&
    plain.every((number) => Math.abs(number) < 1000) &&
    marked.some((cell) => cell.endsWith('0'));
  return isGrouped ? grouped : formats[0];
}
