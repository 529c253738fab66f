import { checkInteger } from '../../options/checks.ts';

/** Row indices, in ascending order. */
export interface Split {
  /** The training rows. */
  train: number[];
  /** The test rows. */
  test: number[];
}

/**
 * Splits with each fold in turn for testing, and all others for training. O(folds · n).
 * @param foldOf - The fold of each row.
 * @param folds - The number of folds.
 */
export function splitByFold(foldOf: Int32Array, folds: number): Split[] {
  const rows = Array.from(foldOf.keys());
  return Array.from({ length: folds }, (_, fold) => ({
    train: rows.filter((row) => foldOf[row] !== fold),
    test: rows.filter((row) => foldOf[row] === fold),
  }));
}

/** Numbers of 8 bytes that all splits together may take: 2 GB, what Node.js gives a program on machines of 8 GB. */
const MAX_NUMBERS = 2 ** 28;
/** The memory of a split besides its rows, an object and two arrays, in such numbers. */
const NUMBERS_PER_SPLIT = 32;

/**
 * Checks how often rows are to be split, before the splits take memory.
 * @param splits - The number of splits per repeat.
 * @throws {TypeError|RangeError} If it is not a whole number of at least 1, or if all splits would not fit into memory.
 * One repeat is always accepted.
 */
export function checkRepeats(
  repeats: number,
  rows: number,
  splits: number,
): number {
  const numbers = splits * (rows + NUMBERS_PER_SPLIT);
  const max = Math.max(1, Math.floor(MAX_NUMBERS / numbers));
  const maxReason = 'for all splits to fit into memory';
  return checkInteger(repeats, 'repeats', { min: 1, max, maxReason });
}
