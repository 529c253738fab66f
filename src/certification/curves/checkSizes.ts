import { isAnyArray } from 'is-any-array';

import { checkNumber } from '../../options/checks.ts';
import { describe } from '../../options/describe.ts';

/**
 * Checks norms of perturbations.
 * @param name - The name of the argument.
 * @returns A copy.
 * @throws {TypeError} If it is not an array of numbers.
 * @throws {RangeError} If it is empty, or an entry is not finite or below 0.
 */
export function checkSizes(sizes: unknown, name: string): number[] {
  if (!isAnyArray(sizes)) {
    throw new TypeError(
      `${name} must be an array of numbers, got ${describe(sizes)}`,
    );
  }
  if (sizes.length === 0) {
    throw new RangeError(`${name} must have at least one number, got none`);
  }
  return Array.from(sizes, (size: unknown, at) =>
    checkNumber(size, `${name}[${at}]`, { min: 0 }),
  );
}
