import { checkOptionNames } from '../validation/options.ts';

import type { Loss } from './Loss.ts';

/**
 * No loss: the margin alone. It leaves the scale of the metric as it was at the start.
 * @param options - None.
 * @returns The loss, 0 everywhere.
 */
export function none(options: object = {}): Loss {
  checkOptionNames(options, 'loss', ['name']);
  return { name: 'none', prepare: () => ({ evaluate: () => 0 }) };
}
