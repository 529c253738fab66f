import { checkOptionNames } from '../options/checks.ts';

import type { Loss } from './Loss.ts';

/**
 * No loss: the margin alone. The margin does not depend on the scale of the metric, so nothing determines the scale;
 * options under which something would drive it are rejected (`checkPurpose`).
 */
export function none(options: object = {}): Loss {
  checkOptionNames(options, 'loss', ['name']);
  return { name: 'none', prepare: () => ({ evaluate: () => 0 }) };
}
