import { checkOptionNames } from '../validation/options.ts';

import type { Loss } from './Loss.ts';

/**
 * No loss: the margin alone. It does not change with the scale of the metric, so that nothing drives the scale; options
 * under which something would are refused (`checkPurpose`).
 */
export function none(options: object = {}): Loss {
  checkOptionNames(options, 'loss', ['name']);
  return { name: 'none', prepare: () => ({ evaluate: () => 0 }) };
}
