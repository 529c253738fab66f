import { isAnyArray } from 'is-any-array';

import { describe } from '../validation/describe.ts';
import { checkNumber } from '../validation/options.ts';

/**
 * Checks sizes of perturbations.
 * @param sizes - What the user gave.
 * @param name - What it is called, for the messages.
 * @returns A copy.
 * @throws {TypeError} Something other than an array of numbers.
 * @throws {RangeError} None, NaN or infinity, or one below 0.
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
