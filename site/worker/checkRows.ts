import { MOST_CLASSES } from './columnKinds.ts';
import { count } from './readCSV.ts';

/** Squares of larger numbers, and sums of these, may overflow. */
const LARGEST = 1e100;

/**
 * Leaves out the only rows of their class, which have no targets.
 * @param labelOf - Returns the class of a row.
 * @param notes - Extended by what was left out.
 * @returns The remaining rows.
 */
export function withoutLoneClasses(
  rows: number[],
  labelOf: (row: number) => string,
  notes: string[],
): number[] {
  const sizes = new Map<string, number>();
  for (const row of rows) {
    sizes.set(labelOf(row), (sizes.get(labelOf(row)) ?? 0) + 1);
  }
  const lone = Array.from(sizes.values()).filter((size) => size === 1).length;
  // if no rows remain, the following check reports it
  if (lone === 0 || lone === sizes.size) return rows;
  notes.push(
    `Left out: ${count(lone, 'row')} whose class no other row is of; a class takes two rows.`,
  );
  return rows.filter((row) => (sizes.get(labelOf(row)) ?? 0) > 1);
}

/**
 * Checks that there are classes to separate.
 * @param classes - Their number.
 * @param whose - The origin of the rows, for the message.
 * @param rows - Their number.
 * @throws {Error} A sentence for the user: too few rows or classes, or too many classes.
 */
export function checkClasses(
  classes: number,
  whose: string,
  rows: number,
): void {
  const help = 'Choose another column of classes, or another file.';
  if (rows < 4 || classes < 2) {
    throw new Error(
      `${whose} has ${count(rows, 'row')} of ${classes === 1 ? 'one class' : `${classes} classes`} to learn from. It takes two classes at least, with two rows each. ${help}`,
    );
  }
  if (classes > rows / 2) {
    throw new Error(
      `${whose} has ${classes.toLocaleString('en')} classes for ${count(rows, 'row')}: hardly any two rows are of one class. ${help}`,
    );
  }
  if (classes > MOST_CLASSES) {
    throw new Error(
      `${whose} has ${classes.toLocaleString('en')} classes; this page shows ${MOST_CLASSES} at most. ${help}`,
    );
  }
}

/**
 * Checks that the numbers can be learned from.
 * @param name - The origin of the rows, for the message.
 * @throws {Error} Squares overflow, or all columns are constant.
 */
export function checkNumbers(X: number[][], name: string): void {
  const largest = X.flat().find((value) => Math.abs(value) > LARGEST);
  if (largest !== undefined) {
    throw new Error(
      `${name} has numbers that are too large to compute with, such as ${largest}.`,
    );
  }
  const isVaried = X[0].some((first, at) => X.some((row) => row[at] !== first));
  if (isVaried) return;
  throw new Error(`${name} has the same numbers in every row: nothing varies.`);
}
