import { integer, readOptions, wordOr } from '../../options/readOptions.ts';

import type { TripletOptions } from './tripletOptions.ts';
import { TRIPLET_READERS } from './tripletOptions.ts';

/** How the triplets of a fit are mined. */
export interface MiningOptions extends TripletOptions {
  /**
   * The number of rows among which `fit` searches impostors. They are drawn by the seed, from each class in proportion
   * to its size; targets are searched among all rows. It helps with more than some 20,000 rows, where comparing all
   * pairs takes most of the time. `'all'`, or as many as there are rows: the nearest of all rows. Batches of
   * `fitStream` are always searched completely.
   * @default 'all'
   */
  candidates?: number | 'all';
}

/**
 * Checks the options, and fills in the defaults.
 * @throws {TypeError|RangeError} Unknown names, numbers out of range.
 */
export function resolveMiningOptions(
  options: MiningOptions = {},
): Required<MiningOptions> {
  return readOptions(options, 'triplets', {
    ...TRIPLET_READERS,
    candidates: wordOr('all', integer({ min: 2 })),
  });
}
