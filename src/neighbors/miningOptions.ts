import { integer, readOptions, wordOr } from '../validation/readOptions.ts';

import type { TripletOptions } from './tripletOptions.ts';
import { TRIPLET_READERS } from './tripletOptions.ts';

/** How the triplets of a fit are mined. */
export interface MiningOptions extends TripletOptions {
  /**
   * Among how many rows `fit` looks for impostors: so many are drawn by the seed, every class with its share; targets are
   * looked for among all rows. For more than some 20,000 rows, where looking at all pairs takes longest. `'all'`, or as
   * many as there are rows: the nearest of all. The batches of `fitStream` are looked through as they are.
   * @default 'all'
   */
  candidates?: number | 'all';
}

/**
 * Fills in the defaults.
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
