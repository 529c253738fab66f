import { checkInteger, checkOptionNames } from '../validation/options.ts';

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

/**
 * Fills in the defaults.
 * @param options - What the user gave.
 * @returns All options.
 * @throws {TypeError|RangeError} Unknown names, numbers out of range.
 */
export function resolveTripletOptions(
  options: TripletOptions = {},
): Required<TripletOptions> {
  checkOptionNames(options, 'triplets', ['targets', 'impostors']);
  const { targets = 3, impostors = 10 } = options;
  return {
    targets: checkInteger(targets, 'triplets.targets', { min: 1 }),
    impostors: checkInteger(impostors, 'triplets.impostors', { min: 1 }),
  };
}
