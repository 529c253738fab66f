import { checkInteger, checkOptionNames } from '../validation/options.ts';

import type { TripletOptions } from './tripletOptions.ts';
import { resolveTripletOptions } from './tripletOptions.ts';

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
 * @param options - What the user gave.
 * @returns All options.
 * @throws {TypeError|RangeError} Unknown names, numbers out of range.
 */
export function resolveMiningOptions(
  options: MiningOptions = {},
): Required<MiningOptions> {
  const names = ['targets', 'impostors', 'candidates'];
  checkOptionNames(options, 'triplets', names);
  const { candidates = 'all', ...rest } = options;
  return {
    ...resolveTripletOptions(rest),
    candidates:
      candidates === 'all'
        ? candidates
        : checkInteger(candidates, 'triplets.candidates', { min: 2 }),
  };
}
