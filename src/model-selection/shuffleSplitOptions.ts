import {
  checkNumber,
  checkOptionNames,
  checkSeed,
} from '../validation/options.ts';

import { checkRepeats } from './checkRepeats.ts';

/** How rows are split. */
export interface ShuffleSplitOptions {
  /**
   * The part of the rows that is for testing, between 0 and 1.
   * @default 0.3
   */
  testSize?: number;
  /**
   * How many splits, each independent of the others. Their rows have to fit into 2 GB.
   * @default 10
   */
  repeats?: number;
  /**
   * A whole number from 0 to 2³² − 1.
   * @default 0
   */
  seed?: number;
}

/**
 * Checks how rows are to be split.
 * @param options - What the user gave.
 * @param rows - How many rows there are.
 * @returns All options.
 * @throws {TypeError|RangeError} Unknown names, wrong types, values out of range.
 */
export function resolveShuffleSplitOptions(
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
