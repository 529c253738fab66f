import { checkNamedOption } from '../validation/namedOption.ts';

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
  const create = LOSSES[checkNamedOption(option, 'loss', names)];
  return typeof option === 'string' ? create() : create(option);
}
