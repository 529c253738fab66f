import type { Labels } from '../../data/labels.ts';
import { seededRandom, shuffle } from '../../data/random.ts';
import {
  checkNumber,
  checkOptionNames,
  checkSeed,
} from '../../options/checks.ts';

import type { Split } from './Split.ts';
import { checkRepeats } from './Split.ts';
import type { RowCount } from './countRows.ts';
import { allRows, countRows, findStrata } from './countRows.ts';

/** How rows are split. */
export interface ShuffleSplitOptions {
  /**
   * The fraction of test rows, above 0 and at most 1.
   * @default 0.3
   */
  testSize?: number;
  /**
   * The number of splits, each independent of the others. Their row indices must fit into 2 GB.
   * @default 10
   */
  repeats?: number;
  /**
   * The seed of the shuffles: a whole number from 0 to 2³² − 1.
   * @default 0
   */
  seed?: number;
}

/**
 * Splits rows at random into training and test rows, irrespective of their classes, with at least one
 * row on either side.
 * @param rows - The number of rows; or X, or y.
 * @param options - Fraction of test rows, repeats and seed.
 * @returns One split per repeat.
 * @throws {TypeError|RangeError} If rows or options have the wrong type.
 */
export function shuffleSplit(
  rows: RowCount,
  options: ShuffleSplitOptions = {},
): Split[] {
  const count = countRows(rows);
  const resolved = resolveOptions(options, count);
  return drawSplits([allRows(count)], resolved);
}

/**
 * Splits rows at random into training and test rows, class by class: each class contributes its fraction of test rows,
 * rounded, at least one, and keeps at least one training row.
 * @param y - n labels.
 * @param options - Fraction of test rows, repeats and seed.
 * @returns One split per repeat.
 * @throws {TypeError|RangeError} If labels or options have the wrong type, or a class has a single row.
 */
export function stratifiedShuffleSplit(
  y: Labels,
  options: ShuffleSplitOptions = {},
): Split[] {
  const strata = findStrata(y);
  const count = strata.reduce((sum, rows) => sum + rows.length, 0);
  return drawSplits(strata, resolveOptions(options, count));
}

function resolveOptions(
  options: ShuffleSplitOptions,
  rows: number,
): Required<ShuffleSplitOptions> {
  checkOptionNames(options, 'options', ['testSize', 'repeats', 'seed']);
  const { testSize = 0.3, repeats = 10, seed = 0 } = options;
  checkNumber(testSize, 'testSize', { above: 0, max: 1 });
  checkRepeats(repeats, rows, 1);
  checkSeed(seed);
  return { testSize, repeats, seed };
}

/**
 * Splits rows at random, group by group: each group contributes its fraction of test rows, rounded, at least one, and
 * keeps at least one training row.
 * @param groups - Groups of at least two rows.
 * @returns One split per repeat.
 */
function drawSplits(
  groups: readonly Int32Array[],
  { testSize, repeats, seed }: Required<ShuffleSplitOptions>,
): Split[] {
  const random = seededRandom(seed);
  return Array.from({ length: repeats }, () => {
    const train: number[][] = [];
    const test: number[][] = [];
    for (const rows of groups) {
      const share = Math.round(testSize * rows.length);
      const tested = Math.min(Math.max(share, 1), rows.length - 1);
      const shuffled = shuffle(rows, random);
      test.push(shuffled.slice(0, tested));
      train.push(shuffled.slice(tested));
    }
    return { train: inOrder(train), test: inOrder(test) };
  });
}

function inOrder(parts: number[][]): number[] {
  return parts.flat().toSorted((a, b) => a - b);
}
