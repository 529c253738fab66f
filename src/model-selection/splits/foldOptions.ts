import {
  checkInteger,
  checkOptionNames,
  checkSeed,
} from '../../options/checks.ts';

import { checkRepeats } from './checkRepeats.ts';

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
 * Checks fold options, and fills in the defaults.
 * @param rows - The number of rows.
 * @param max - The largest number of folds.
 * @param maxReason - What that number is, for the message.
 * @throws {TypeError|RangeError} If an option is unknown, has the wrong type or is out of range.
 */
export function resolveFoldOptions(
  options: FoldOptions,
  rows: number,
  max: number,
  maxReason: string,
): Required<FoldOptions> {
  checkOptionNames(options, 'options', ['folds', 'repeats', 'seed']);
  const { folds = 5, repeats = 1, seed = 0 } = options;
  checkInteger(folds, 'folds', { min: 2, max, maxReason });
  checkRepeats(repeats, rows, folds);
  checkSeed(seed);
  return { folds, repeats, seed };
}
