import {
  checkNumber,
  checkOptionNames,
  checkSeed,
} from '../../options/checks.ts';

import { checkRepeats } from './checkRepeats.ts';

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
 * Checks split options, and fills in the defaults.
 * @param rows - The number of rows.
 * @throws {TypeError|RangeError} If an option is unknown, has the wrong type or is out of range.
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
