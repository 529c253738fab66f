import { count, listSome, quote } from '../text/sentences.ts';

import type { Cell, EncodedColumn } from './EncodedColumn.ts';
import {
  LARGEST,
  isBinary,
  isGap,
  numberOf,
  optionsOf,
  textOf,
} from './EncodedColumn.ts';

/** What is known about the columns of a file, and which of them are wanted. */
export interface ColumnChoice {
  names: readonly string[];
  /** Whether a column has numbers; `undefined`: it has if all of its cells are numbers. */
  isNumber: ReadonlyArray<boolean | undefined>;
  /** Columns that are left out, whatever they contain: the label, and `exclude`. */
  without: ReadonlySet<number>;
  /** Columns that are used, whatever they contain. */
  always: ReadonlySet<number>;
  mostCategories: number;
  mostColumns: number;
}

/** What was learned. */
export interface LearnedColumns {
  /** The places of the columns that are used, in the file. */
  places: number[];
  columns: EncodedColumn[];
  /** What was left out, filled or turned into numbers, one sentence each. */
  notes: string[];
}

/** Why a column is left out. */
type Fault = 'constant' | 'gaps' | 'texts';

const REASONS: Record<Fault, (names: string) => string> = {
  constant: (names) =>
    `Left out, since all cells of the column are the same: ${names}.`,
  gaps: (names) =>
    `Left out, since more than half of the cells are missing: ${names}.`,
  texts: (names) =>
    `Left out, since there is another text in most rows: ${names}. Such columns tell rows apart, not classes.`,
};

/**
 * Learns medians and categories from training rows, and which columns are of use.
 * @param records - Rows, with a cell for each column.
 */
export function learnColumns(
  records: ReadonlyArray<readonly Cell[]>,
  choice: ColumnChoice,
): LearnedColumns {
  const { names, without, always } = choice;
  const faults: Record<Fault, string[]> = { constant: [], gaps: [], texts: [] };
  const learned: LearnedColumns = { places: [], columns: [], notes: [] };
  for (const [place, name] of names.entries()) {
    if (without.has(place)) continue;
    const cells = cellsAt(place);
    const isNumber =
      choice.isNumber[place] ??
      cells.every((cell) => numberOf(cell) !== undefined);
    const fault = always.has(place) ? undefined : faultOf(cells, isNumber);
    if (fault !== undefined) {
      faults[fault].push(quote(name));
      continue;
    }
    learned.places.push(place);
    learned.columns.push(
      isNumber
        ? learnNumbers(name, cells)
        : learnTexts(name, cells, choice.mostCategories),
    );
  }
  limitColumns();
  for (const fault of ['gaps', 'constant', 'texts'] as const) {
    if (faults[fault].length === 0) continue;
    learned.notes.push(REASONS[fault](listSome(faults[fault])));
  }
  noteUsed();
  return learned;

  function cellsAt(place: number): Cell[] {
    return records.map((record) => record[place]);
  }

  function limitColumns(): void {
    const { columns, places } = learned;
    let width = 0;
    const end = columns.findIndex((column) => {
      width += column.kind === 'category' ? optionsOf(column).length : 1;
      return width > choice.mostColumns;
    });
    if (end === -1) return;
    learned.notes.push(
      `Only the first ${count(end, 'column')} of ${columns.length} ${end === 1 ? 'is' : 'are'} used, since at most ${count(choice.mostColumns, 'column')} of numbers can be.`,
    );
    columns.length = end;
    places.length = end;
  }

  function noteUsed(): void {
    const splits: string[] = [];
    const fills: string[] = [];
    for (const [at, column] of learned.columns.entries()) {
      const name = quote(column.name);
      const gaps = cellsAt(learned.places[at]).filter((cell) =>
        isGap(column, cell),
      ).length;
      const filled =
        column.kind === 'category'
          ? 'by a category of their own'
          : `by its median ${Number(column.median.toPrecision(12))}`;
      if (gaps > 0) fills.push(`${gaps} in ${name}, ${filled}`);
      if (column.kind !== 'category') continue;
      splits.push(`${name} (${describeSplit(column)})`);
    }
    if (splits.length > 0) {
      learned.notes.push(
        `Texts become columns of 0 and 1: ${splits.join('; ')}.`,
      );
    }
    if (fills.length > 0) {
      learned.notes.push(`Missing cells are filled: ${fills.join('; ')}.`);
    }
  }
}

function faultOf(cells: readonly Cell[], isNumber: boolean): Fault | undefined {
  const filled = cells
    .map((cell) => (isNumber ? numberOf(cell) : textOf(cell)))
    .filter((value) => value !== null && value !== undefined);
  if (filled.length < cells.length / 2 || filled.length === 0) return 'gaps';
  const different = new Set(filled).size;
  if (different === 1 && (isNumber || filled.length === cells.length)) {
    return 'constant';
  }
  return !isNumber && different > filled.length / 2 ? 'texts' : undefined;
}

function learnNumbers(name: string, cells: readonly Cell[]): EncodedColumn {
  const numbers = cells
    .map((cell) => numberOf(cell))
    .filter((value) => typeof value === 'number')
    .toSorted((a, b) => a - b);
  if (numbers.length === 0) {
    throw new Error(
      `${quote(name)} is empty in every row, so it cannot be included.`,
    );
  }
  const largest = numbers.find((value) => Math.abs(value) > LARGEST);
  if (largest !== undefined) {
    throw new Error(
      `${quote(name)} has numbers that are too large to compute with, such as ${largest}. Leave it out with the option exclude, or scale it.`,
    );
  }
  const middle = (numbers.length - 1) / 2;
  const median =
    numbers[Math.floor(middle)] / 2 + numbers[Math.ceil(middle)] / 2;
  const isInteger = numbers.every((value) => Number.isInteger(value));
  return { kind: isInteger ? 'integer' : 'number', name, median };
}

function learnTexts(
  name: string,
  cells: readonly Cell[],
  most: number,
): EncodedColumn {
  const counts = new Map<string, number>();
  let hasGap = false;
  for (const cell of cells) {
    const text = textOf(cell);
    if (text === null) hasGap = true;
    else counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  // the most frequent first, and the order of code units between equals, which does not depend on the order of rows
  const byCount = Array.from(counts)
    .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([text]) => text);
  if (byCount.length === 0) {
    throw new Error(
      `${quote(name)} is empty in every row, so it cannot be included.`,
    );
  }
  const hasOther = byCount.length > most;
  const kept = hasOther ? byCount.slice(0, most - 1) : byCount;
  const values = kept.toSorted((a, b) => (a < b ? -1 : 1));
  return {
    kind: 'category',
    name,
    values,
    hasOther,
    hasGap,
    usual: byCount[0],
  };
}

function describeSplit(column: EncodedColumn & { kind: 'category' }): string {
  const { values, hasOther } = column;
  if (isBinary(column)) {
    return `one column: ${quote(values[1])} is 1, and ${quote(values[0])} is 0`;
  }
  const columns = count(optionsOf(column).length, 'column');
  if (!hasOther) return columns;
  return `${columns}: the ${values.length} most frequent texts, and one for all others`;
}
