import { integer, readOptions } from '../../options/readOptions.ts';

/** How many targets and impostors an anchor has. */
export interface TripletOptions {
  /**
   * The number of targets of each anchor: its nearest rows of the same class in the input space.
   * @default 3
   */
  targets?: number;
  /**
   * The number of impostors of each anchor: its nearest rows of other classes in the input space, or all of them if
   * there are fewer.
   * @default 10
   */
  impostors?: number;
}

/** The checks and defaults of the options. */
export const TRIPLET_READERS = {
  targets: integer({ min: 1 }, 3),
  impostors: integer({ min: 1 }, 10),
};

/**
 * Checks the options, and fills in the defaults.
 * @throws {TypeError|RangeError} Unknown names, numbers out of range.
 */
export function resolveTripletOptions(
  options: TripletOptions = {},
): Required<TripletOptions> {
  return readOptions(options, 'triplets', TRIPLET_READERS);
}
