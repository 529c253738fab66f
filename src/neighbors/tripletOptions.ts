import { integer, readOptions } from '../validation/readOptions.ts';

/** How triplets are mined. */
export interface TripletOptions {
  /**
   * Targets of each anchor: its nearest rows of the same class, in the input space.
   * @default 3
   */
  targets?: number;
  /**
   * Impostors of each anchor: its nearest rows of other classes, in the input space. All of them, where there are fewer.
   * @default 10
   */
  impostors?: number;
}

/** What the options have to be. */
export const TRIPLET_READERS = {
  targets: integer({ min: 1 }, 3),
  impostors: integer({ min: 1 }, 10),
};

/**
 * Fills in the defaults.
 * @throws {TypeError|RangeError} Unknown names, numbers out of range.
 */
export function resolveTripletOptions(
  options: TripletOptions = {},
): Required<TripletOptions> {
  return readOptions(options, 'triplets', TRIPLET_READERS);
}
