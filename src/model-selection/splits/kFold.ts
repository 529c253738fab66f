import type { Labels } from '../../data/labels.ts';
import { seededRandom, shuffle } from '../../data/random.ts';
import {
  checkInteger,
  checkOptionNames,
  checkSeed,
} from '../../options/checks.ts';

import type { Split } from './Split.ts';
import { checkRepeats, splitByFold } from './Split.ts';
import type { RowCount } from './countRows.ts';
import { allRows, countRows, findStrata } from './countRows.ts';

/** How rows are dealt into folds. */
export interface FoldOptions {
  /**
   * The number of folds, at least 2.
   * @default 5
   */
  folds?: number;
  /**
   * How often all rows are dealt into folds, which gives folds · repeats splits, repeat after repeat. Their row indices
   * must fit into 2 GB.
   * @default 1
   */
  repeats?: number;
  /**
   * The seed of the shuffles: a whole number from 0 to 2³² − 1.
   * @default 0
   */
  seed?: number;
}

/**
 * Deals rows at random into folds, irrespective of their classes. Every row is in exactly one test fold; folds differ
 * by at most one row.
 * @param rows - The number of rows; or X, or y.
 * @param options - Folds, repeats and seed.
 * @returns One split per fold, with its rows for testing and all others for training.
 * @throws {TypeError|RangeError} If rows or options have the wrong type, or there are more folds than rows.
 */
export function kFold(rows: RowCount, options: FoldOptions = {}): Split[] {
  const count = countRows(rows);
  const resolved = resolveOptions(options, [count], 'the number of rows');
  return dealFolds([allRows(count)], resolved);
}

/**
 * Deals rows at random into folds with equal shares of each class. Every row is in exactly one test fold; folds differ
 * by at most one row of each class, and by at most one row overall.
 * @param y - n labels.
 * @param options - Folds, repeats and seed.
 * @returns One split per fold, with its rows for testing and all others for training.
 * @throws {TypeError|RangeError} If labels or options have the wrong type, or there are more folds than rows in the
 * smallest class, which would leave a fold without it.
 * @example
 * for (const { train, test } of stratifiedKFold(y, { folds: 10, seed: 1 })) {
 *   knn.train(train.map((row) => X[row]), train.map((row) => y[row]));
 * }
 */
export function stratifiedKFold(y: Labels, options: FoldOptions = {}): Split[] {
  const strata = findStrata(y);
  const sizes = strata.map(({ length }) => length);
  const maxReason = 'the size of the smallest class';
  return dealFolds(strata, resolveOptions(options, sizes, maxReason));
}

/**
 * Splits with each row in turn for testing, and all others for training. O(n²) time and memory.
 * @param rows - The number of rows; or X, or y.
 * @returns One split per row, in their order.
 * @throws {TypeError|RangeError} If rows have the wrong type, or are fewer than 2.
 */
export function leaveOneOut(rows: RowCount): Split[] {
  const count = countRows(rows);
  return splitByFold(allRows(count), count);
}

function resolveOptions(
  options: FoldOptions,
  sizes: readonly number[],
  maxReason: string,
): Required<FoldOptions> {
  checkOptionNames(options, 'options', ['folds', 'repeats', 'seed']);
  const { folds = 5, repeats = 1, seed = 0 } = options;
  checkInteger(folds, 'folds', { min: 2, max: Math.min(...sizes), maxReason });
  const rows = sizes.reduce((sum, size) => sum + size, 0);
  checkRepeats(repeats, rows, folds);
  checkSeed(seed);
  return { folds, repeats, seed };
}

/**
 * Deals rows into folds as one deals cards: each group is shuffled and dealt, and the next group continues with the
 * fold after the last card. Folds differ by at most one row of each group, and by at most one row overall.
 * @param groups - Groups of rows, which together are all rows.
 * @returns The splits, repeat after repeat.
 */
function dealFolds(
  groups: readonly Int32Array[],
  { folds, repeats, seed }: Required<FoldOptions>,
): Split[] {
  const count = groups.reduce((sum, rows) => sum + rows.length, 0);
  const random = seededRandom(seed);
  const deals = Array.from({ length: repeats }, () => {
    const foldOf = new Int32Array(count);
    let next = 0;
    for (const rows of groups) {
      for (const row of shuffle(rows, random)) foldOf[row] = next++ % folds;
    }
    return splitByFold(foldOf, folds);
  });
  return deals.flat();
}
