import { isNumber } from './readCSV.ts';

/** What stands for nothing. */
const MISSING = new Set(['', '?', '-', 'na', 'n/a', 'nan', 'null', 'none']);
/** More are hardly classes: numbers, or names. */
export const MOST_CLASSES = 100;

/** What is in a column, for the most part. */
export type ColumnKind = 'numbers' | 'text' | 'gaps';

/**
 * What is in a column, for the most part.
 * @param column - Its cells.
 * @returns What.
 */
export function kindOf(column: string[]): ColumnKind {
  const filled = column.filter((cell) => !isMissing(cell));
  if (filled.length < column.length / 2) return 'gaps';
  const numbers = filled.filter((cell) => isNumber(cell)).length;
  return numbers > filled.length / 2 ? 'numbers' : 'text';
}

/**
 * Whether a cell says that there is nothing to say.
 * @param cell - Its text.
 * @returns True for an empty one, NA, ? and the like.
 */
export function isMissing(cell: string): boolean {
  return MISSING.has(cell.toLowerCase());
}

/**
 * Which column tells the class, if nobody says so: the last of a few words that come again and again, or else the last.
 * @param columns - Cells.
 * @param kinds - What is in each.
 * @returns Its number.
 */
export function guessLabel(columns: string[][], kinds: ColumnKind[]): number {
  const isClass = (at: number) => {
    const classes = new Set(columns[at]).size;
    const most = Math.min(MOST_CLASSES, columns[at].length / 2);
    return kinds[at] === 'text' && classes > 1 && classes <= most;
  };
  const found = Array.from(kinds.keys()).findLast(isClass);
  return found ?? kinds.length - 1;
}
