import { isAnyArray } from 'is-any-array';

import type { LabelledData } from '../../data/LabelledData.ts';
import {
  checkInteger,
  checkOptionNames,
  checkSeed,
} from '../../options/checks.ts';
import { describe } from '../../options/describe.ts';
import type { Split } from '../splits/Split.ts';
import { stratifiedKFold } from '../splits/kFold.ts';
import type { TaskRows } from '../tasks/Executor.ts';

/** How rows are split into training and test rows. */
export interface SplitOptions {
  /**
   * The number of stratified folds (see `stratifiedKFold`), or an array of splits, of `groupKFold` for instance.
   * @default 5
   */
  folds?: number | readonly Split[];
  /**
   * How often rows are dealt into that many folds. The row indices of all splits must fit into 2 GB.
   * @default 1
   */
  repeats?: number;
  /**
   * The seed of all random choices: a whole number from 0 to 2³² − 1.
   * @default 0
   */
  seed?: number;
}

/**
 * Splits rows, or checks given splits.
 * @returns The splits, each in ascending order.
 * @throws {TypeError|RangeError} If an option has the wrong type, there are more folds than rows in the smallest class,
 * or a split has no rows, rows that do not exist, or the same row on both sides.
 */
export function resolveSplits(
  options: SplitOptions,
  data: LabelledData,
): TaskRows[] {
  const { folds = 5, repeats = 1, seed = 0 } = options;
  checkInteger(repeats, 'repeats', { min: 1 });
  checkSeed(seed);
  if (Array.isArray(folds)) {
    if (repeats > 1) {
      throw new TypeError(
        `repeats must be 1 when folds is an array of splits, got ${repeats}`,
      );
    }
    return checkSplits(folds, data.rows);
  }
  if (typeof folds !== 'number') {
    throw new TypeError(
      `folds must be a number or an array of splits, got ${describe(folds)}`,
    );
  }
  const y = Array.from(data.codes, (code) => data.classes[code]);
  return stratifiedKFold(y, { folds, repeats, seed }).map(toTaskRows);
}

function checkSplits(given: readonly unknown[], rows: number): TaskRows[] {
  if (given.length === 0) {
    throw new RangeError('folds must have at least one split, got none');
  }
  return given.map((split, at) => {
    const name = `folds[${at}]`;
    checkOptionNames(split, name, ['train', 'test']);
    const { train, test } = split as Split;
    const checked = toTaskRows({
      train: checkRows(train, `${name}.train`, rows),
      test: checkRows(test, `${name}.test`, rows),
    });
    const seen = new Set(checked.train);
    const leaked = checked.test.find((row) => seen.has(row));
    if (leaked === undefined) return checked;
    throw new RangeError(
      `${name} must not have a row in both train and test, got row ${leaked}`,
    );
  });
}

function checkRows(given: unknown, name: string, rows: number): number[] {
  if (!isAnyArray(given)) {
    throw new TypeError(
      `${name} must be an array of row indices, got ${describe(given)}`,
    );
  }
  if (given.length === 0) {
    throw new RangeError(`${name} must have at least one row, got none`);
  }
  const max = rows - 1;
  const maxReason = 'the last row';
  return Array.from(given, (row: unknown, at) =>
    checkInteger(row, `${name}[${at}]`, { min: 0, max, maxReason }),
  );
}

function toTaskRows({ train, test }: Split): TaskRows {
  return {
    train: Int32Array.from(train).toSorted(),
    test: Int32Array.from(test).toSorted(),
  };
}
