import { describe } from '../validation/describe.ts';
import { checkChoice } from '../validation/options.ts';

import type { Loss } from './Loss.ts';
import type { LMNNOptions } from './lmnn.ts';
import { lmnn } from './lmnn.ts';

/** The losses that come with the package, by name. A new one adds its name here and its options to `LossOption`. */
const LOSSES = { lmnn };

/** A loss by name, or by name with its options. */
export type LossOption = keyof typeof LOSSES | ({ name: 'lmnn' } & LMNNOptions);

/**
 * Finds the loss that an option names.
 * @param option - A name, or an object with a `name` and the options of that loss.
 * @returns The loss.
 * @throws {TypeError|RangeError} An unknown name, or bad options of a known one.
 */
export function resolveLoss(option: LossOption): Loss {
  const names = Object.keys(LOSSES) as Array<keyof typeof LOSSES>;
  if (typeof option === 'string') {
    return LOSSES[checkChoice(option, 'loss', names)]();
  }
  if (typeof option !== 'object' || option === null) {
    throw new TypeError(
      `loss must be a name or an object with a name, got ${describe(option)}`,
    );
  }
  return LOSSES[checkChoice(option.name, 'loss.name', names)](option);
}
