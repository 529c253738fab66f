import type { Random } from '../random.ts';
import { seededRandom } from '../random.ts';
import { describe } from '../validation/describe.ts';
import type { Label } from '../validation/labels.ts';
import { encodeLabels } from '../validation/labels.ts';
import {
  checkInteger,
  checkNumber,
  checkOptionNames,
} from '../validation/options.ts';

/** How rows are split. */
export interface ShuffleSplitOptions {
  /**
   * The part of the rows that is for testing, between 0 and 1.
   * @default 0.3
   */
  testSize?: number;
  /**
   * How many splits, each independent of the others.
   * @default 10
   */
  repeats?: number;
  /**
   * A whole number from 0 to 2³² − 1.
   * @default 0
   */
  seed?: number;
}

/** Row indices, in ascending order; every row is in one of the two. */
export interface Split {
  train: number[];
  test: number[];
}

/**
 * Splits rows at random into training and test rows, class by class: every class has its share of test rows, rounded,
 * at least one, and keeps at least one training row.
 * @param y - n labels.
 * @param options - Share, repeats, seed.
 * @returns One split a repeat.
 * @throws {TypeError|RangeError} Labels or options of another kind; a class of one row.
 */
export function stratifiedShuffleSplit(
  y: ArrayLike<Label>,
  options: ShuffleSplitOptions = {},
): Split[] {
  checkOptionNames(options, 'options', ['testSize', 'repeats', 'seed']);
  const { testSize = 0.3, repeats = 10, seed = 0 } = options;
  checkNumber(testSize, 'testSize', { above: 0, max: 1 });
  checkInteger(repeats, 'repeats', { min: 1 });
  checkInteger(seed, 'seed', { min: 0, max: 2 ** 32 - 1 });
  const classes = rowsByClass(y);
  const random = seededRandom(seed);
  return Array.from({ length: repeats }, () =>
    split(classes, testSize, random),
  );
}

function rowsByClass(y: ArrayLike<Label>): number[][] {
  const { codes, classes } = encodeLabels(y, 'y');
  if (codes.length === 0) {
    throw new RangeError('y must have at least one label, got none');
  }
  const rows = classes.map((): number[] => []);
  for (const [row, code] of codes.entries()) rows[code].push(row);
  for (const [code, members] of rows.entries()) {
    if (members.length > 1) continue;
    throw new RangeError(
      `class ${describe(classes[code])} must have at least 2 rows, got 1`,
    );
  }
  return rows;
}

function split(classes: number[][], testSize: number, random: Random): Split {
  const train: number[][] = [];
  const test: number[][] = [];
  for (const rows of classes) {
    const count = Math.round(testSize * rows.length);
    const tested = Math.min(Math.max(count, 1), rows.length - 1);
    const shuffled = shuffle(rows, random);
    test.push(shuffled.slice(0, tested));
    train.push(shuffled.slice(tested));
  }
  return {
    train: train.flat().toSorted(ascending),
    test: test.flat().toSorted(ascending),
  };
}

// Fisher and Yates
function shuffle(rows: number[], random: Random): number[] {
  const shuffled = rows.slice();
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
  }
  return shuffled;
}

function ascending(a: number, b: number): number {
  return a - b;
}
