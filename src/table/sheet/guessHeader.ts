import { isMissing } from '../columns/missing.ts';
import { looksLikeNumber } from '../columns/numberFormats.ts';

/** What line 1 holds, and whether that is certain. */
export interface HeaderGuess {
  isHeader: boolean;
  isCertain: boolean;
}

/** As many rows show what a column contains. */
const MOST_ROWS = 1000;
/** So many numbers beyond the ranges of their columns, in even steps, are names, such as wavelengths. */
const LEAST_NAMES = 3;

/**
 * Finds out whether the first record holds the names of columns: texts above numbers, or texts that occur nowhere below
 * while others do again and again. Numbers in it are names if they are values of none of their columns.
 * @param first - The first record.
 * @param rest - The others.
 */
export function guessHeader(
  first: readonly string[],
  rest: readonly string[][],
): HeaderGuess {
  const columns = first.map((_, at) =>
    rest
      .slice(0, MOST_ROWS)
      .map((record) => record[at] ?? '')
      .filter((cell) => !isMissing(cell)),
  );
  const filled = Array.from(first.keys()).filter(
    (at) => !isMissing(first[at]) && columns[at].length > 0,
  );
  const isNumeric = (at: number) => {
    const numbers = columns[at].filter((cell) => looksLikeNumber(cell)).length;
    return numbers >= 0.8 * columns[at].length;
  };
  const numeric = filled.filter((at) => isNumeric(at));
  const texts = filled.filter((at) => !numeric.includes(at));
  const numbers = numeric.filter((at) => looksLikeNumber(first[at]));
  const isOutside = numbers.filter((at) => !isInRange(first[at], columns[at]));
  const isAllOutside = isOutside.length === numbers.length;
  const isKnown = texts.some((at) => {
    const isRepeating = new Set(columns[at]).size <= columns[at].length / 2;
    return isRepeating && columns[at].includes(first[at]);
  });
  if (isKnown) return { isHeader: false, isCertain: true };
  if (numeric.length > numbers.length) {
    // names above numbers; beside numbers that are values of their columns, a text is a gap
    return { isHeader: isAllOutside, isCertain: numbers.length === 0 };
  }
  if (numbers.length === 0) {
    return { isHeader: first.some((cell) => cell !== ''), isCertain: false };
  }
  const isHeader = isAllOutside && areNames();
  return { isHeader, isCertain: !isHeader };

  function areNames(): boolean {
    if (texts.some((at) => isAnotherShape(first[at], columns[at]))) return true;
    if (numbers.length < LEAST_NAMES) return false;
    const values = numbers.map((at) => toNumber(first[at]));
    const step = values[1] - values[0];
    const isEven = values.every(
      (value, at) =>
        at === 0 || Math.abs(value - values[at - 1] - step) <= step / 100,
    );
    // without texts, only places are surely names
    const areTexts = texts.length > 0;
    return isEven && step > 0 && (areTexts || (step === 1 && values[0] <= 1));
  }
}

function toNumber(cell: string): number {
  return Number(cell.replace(',', '.'));
}

function isInRange(cell: string, column: readonly string[]): boolean {
  const value = toNumber(cell);
  let isBelow = false;
  let isAbove = false;
  for (const other of column) {
    const number = toNumber(other);
    if (number <= value) isBelow = true;
    if (number >= value) isAbove = true;
  }
  return isBelow && isAbove;
}

// `kind` above `M4`, `M5`: letters only, where all others are letters and digits
function isAnotherShape(cell: string, column: readonly string[]): boolean {
  const shapes = new Set(column.map((other) => shapeOf(other)));
  return shapes.size === 1 && !shapes.has(shapeOf(cell));
}

function shapeOf(cell: string): string {
  return cell.replaceAll(/\p{L}+/gu, 'a').replaceAll(/\d+/g, '9');
}
