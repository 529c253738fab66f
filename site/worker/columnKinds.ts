import { isNumber } from './readCSV.ts';

/** Texts of missing cells. */
const MISSING = new Set(['', '?', '-', 'na', 'n/a', 'nan', 'null', 'none']);
/** A column with more different texts hardly contains classes, but numbers or names. */
export const MOST_CLASSES = 100;

/** The predominant contents of a column. */
export type ColumnKind = 'numbers' | 'text' | 'gaps';

/**
 * Determines the predominant contents of a column.
 * @param column - Its cells.
 */
export function kindOf(column: string[]): ColumnKind {
  const filled = column.filter((cell) => !isMissing(cell));
  if (filled.length < column.length / 2) return 'gaps';
  const numbers = filled.filter((cell) => isNumber(cell)).length;
  return numbers > filled.length / 2 ? 'numbers' : 'text';
}

/** Whether a cell is missing: empty, NA, ? and the like. */
export function isMissing(cell: string): boolean {
  return MISSING.has(cell.toLowerCase());
}

/**
 * Guesses the class column: the last one of a few repeated texts, or else the last.
 * @param columns - Cells.
 * @param kinds - The contents of each.
 * @returns Its index.
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
