import { describe } from '../../options/describe.ts';
import { quote } from '../text/sentences.ts';

import { isMissing, isMissingNumber } from './missing.ts';
import { readNumber } from './numberFormats.ts';

/** A cell of a row: a number or its text, a text, or nothing. */
export type Cell = string | number | boolean | null | undefined;

/** A column of numbers, and what stands for its gaps. */
export interface NumberColumn {
  kind: 'number' | 'integer';
  name: string;
  /** The median of the training rows. */
  median: number;
}

/** A column of texts, as columns of 0 and 1. */
export interface CategoryColumn {
  kind: 'category';
  name: string;
  /** Texts with a column of 0 and 1 each; two without others need only the second one's. */
  values: string[];
  /** Whether other texts have a column. */
  hasOther: boolean;
  /** Whether gaps have a column. */
  hasGap: boolean;
  /** The most frequent value, which stands for gaps and other texts where two values share one column. */
  usual: string;
}

/** What was learned about a column of the file. */
export type EncodedColumn = NumberColumn | CategoryColumn;

/** Squares of larger numbers, and sums of these, may overflow. */
export const LARGEST = 1e100;

/** Reads a number, `null` for a gap, `undefined` for anything else. */
export function numberOf(cell: Cell): number | null | undefined {
  if (cell === null || cell === undefined) return null;
  if (typeof cell === 'number') return Number.isNaN(cell) ? null : cell;
  if (typeof cell === 'boolean') return Number(cell);
  const text = cell.trim();
  return isMissingNumber(text) ? null : readNumber(text);
}

/** Reads a text, `null` for a gap. */
export function textOf(cell: Cell): string | null {
  if (cell === null || cell === undefined) return null;
  const text = String(cell).trim();
  return isMissing(text) ? null : text;
}

/** Returns what each encoded column of a category is 1 for: a text, other texts (`other`), gaps (`gap`). */
export function optionsOf({
  values,
  hasOther,
  hasGap,
}: CategoryColumn): Array<{ is: 'value' | 'other' | 'gap'; text: string }> {
  const options = [
    ...values.map((text) => ({ is: 'value' as const, text })),
    ...(hasOther ? [{ is: 'other' as const, text: '(other)' }] : []),
    ...(hasGap ? [{ is: 'gap' as const, text: '(missing)' }] : []),
  ];
  // one of two says everything
  return options.length === 2 ? [options[values.length - 1]] : options;
}

/** Whether two values share one column. */
export function isBinary({
  values,
  hasOther,
  hasGap,
}: CategoryColumn): boolean {
  return values.length === 2 && !hasOther && !hasGap;
}

/** Whether a cell is a gap for this column. */
export function isGap(column: EncodedColumn, cell: Cell): boolean {
  return column.kind === 'category'
    ? textOf(cell) === null
    : numberOf(cell) === null;
}

/**
 * Writes a cell as numbers.
 * @param place - The name of the row, for messages.
 * @throws {TypeError|RangeError} If a column of numbers has a text, or a number that is too large.
 */
export function encodeCell(
  column: EncodedColumn,
  cell: Cell,
  place: string,
): number[] {
  return column.kind === 'category'
    ? encodeText(column, textOf(cell))
    : [encodeNumber(column, cell, place)];
}

function encodeNumber(
  { name, median }: NumberColumn,
  cell: Cell,
  place: string,
): number {
  const value = numberOf(cell) ?? (isMissingCell(cell) ? median : undefined);
  if (value === undefined) {
    throw new TypeError(
      `${place} must have a number in column ${quote(name)}, with a decimal point, got ${describe(cell)}`,
    );
  }
  if (Math.abs(value) <= LARGEST) return value;
  throw new RangeError(
    `${place} must have a number up to ${LARGEST} in column ${quote(name)}, since squares of larger ones overflow, got ${describe(cell)}`,
  );
}

function isMissingCell(cell: Cell): boolean {
  return numberOf(cell) === null;
}

function encodeText(column: CategoryColumn, text: string | null): number[] {
  const isKnown = text !== null && column.values.includes(text);
  const known = isKnown || !isBinary(column) ? text : column.usual;
  return optionsOf(column).map((option) => {
    if (option.is === 'gap') return known === null ? 1 : 0;
    if (option.is === 'value') return known === option.text ? 1 : 0;
    return known !== null && !isKnown ? 1 : 0;
  });
}
