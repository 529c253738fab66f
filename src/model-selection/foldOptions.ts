import {
  checkInteger,
  checkOptionNames,
  checkSeed,
} from '../validation/options.ts';

import { checkRepeats } from './checkRepeats.ts';

/** How rows are dealt into folds. */
export interface FoldOptions {
  /**
   * How many folds, 2 at least.
   * @default 5
   */
  folds?: number;
  /**
   * How many times all rows are dealt anew: there are folds · repeats splits, those of one dealing after those of another.
   * Their rows have to fit into 2 GB.
   * @default 1
   */
  repeats?: number;
  /**
   * A whole number from 0 to 2³² − 1.
   * @default 0
   */
  seed?: number;
}

/**
 * Checks how rows are to be dealt.
 * @param options - What the user gave.
 * @param rows - How many rows there are.
 * @param max - How many folds there may be.
 * @param maxReason - What that comes from, for the message.
 * @returns All options.
 * @throws {TypeError|RangeError} Unknown names, wrong types, values out of range.
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
