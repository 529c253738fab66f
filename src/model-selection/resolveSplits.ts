import { isAnyArray } from 'is-any-array';

import { describe } from '../validation/describe.ts';
import type { LabelledData } from '../validation/labelledData.ts';
import {
  checkInteger,
  checkOptionNames,
  checkSeed,
} from '../validation/options.ts';

import type { Task } from './Executor.ts';
import type { Split } from './Split.ts';
import { stratifiedKFold } from './stratifiedKFold.ts';

/** Which rows are for training and which for testing. */
export interface SplitOptions {
  /**
   * How many stratified folds, see `stratifiedKFold`; or splits of one's own, of `groupKFold` for instance.
   * @default 5
   */
  folds?: number | readonly Split[];
  /**
   * How many times rows are dealt into that many folds. Rows of all splits have to fit into 2 GB.
   * @default 1
   */
  repeats?: number;
  /**
   * Where every random choice comes from: a whole number from 0 to 2³² − 1.
   * @default 0
   */
  seed?: number;
}

/** Rows of a task. */
export type TaskRows = Pick<Task, 'train' | 'test'>;

/**
 * Splits rows, or checks splits that are given.
 * @param options - What the user gave.
 * @param data - The rows.
 * @returns The splits, each in ascending order.
 * @throws {TypeError|RangeError} Options of another kind; more folds than the smallest class has rows; splits without rows, with
 * rows that there are not, or with the same row on either side.
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
        'repeats must be left out where folds are splits of your own',
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
      `${name} must have no row in train and test at once, got row ${leaked}`,
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
