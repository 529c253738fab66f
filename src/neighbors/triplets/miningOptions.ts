import { integer, readOptions, wordOr } from '../../options/readOptions.ts';

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
const TRIPLET_READERS = {
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

/** How the triplets of a fit are mined. */
export interface MiningOptions extends TripletOptions {
  /**
   * The number of rows among which `fit` searches. They are drawn by the seed: for impostors from each class in proportion
   * to its size; for targets from each class with more rows than that. It helps with more than some 20,000 rows, where
   * comparing all pairs takes most of the time. `'all'`, or as many as there are rows: the nearest of all rows.
   * `'auto'`: all up to 100,000 rows, and 10,000 of more, which costs some accuracy. Batches of `fitStream` are always searched completely.
   * @default 'auto'
   */
  candidates?: number | 'all' | 'auto';
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
    candidates: wordOr('auto', wordOr('all', integer({ min: 2 }))),
  });
}
