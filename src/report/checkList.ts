import { isAnyArray } from 'is-any-array';

import { describe } from '../validation/describe.ts';

/**
 * Checks that there is at least one of some things.
 * @param list - What the user gave.
 * @param name - What it is called, for the messages.
 * @param what - One of the things.
 * @throws {TypeError} No array, or an empty one.
 */
export function checkList(list: unknown, name: string, what: string): void {
  if (isAnyArray(list) && list.length > 0) return;
  throw new TypeError(
    `${name} must be an array of at least one ${what}, got ${describe(list)}`,
  );
}

/**
 * Checks that there is one for each of other things.
 * @param list - What the user gave.
 * @param name - What it is called, for the messages.
 * @param what - What stands in it.
 * @param count - How many other things there are.
 * @param others - What these are.
 * @throws {TypeError} No array.
 * @throws {RangeError} Another number of them.
 */
export function checkCount(
  list: unknown,
  name: string,
  what: string,
  count: number,
  others: string,
): void {
  if (!isAnyArray(list)) {
    throw new TypeError(
      `${name} must be an array of ${what}, got ${describe(list)}`,
    );
  }
  if (list.length !== count) {
    throw new RangeError(
      `${name} must have ${count} entries (the number of ${others}), got ${list.length}`,
    );
  }
}

/**
 * Checks text.
 * @param value - What the user gave.
 * @param name - What it is called, for the messages.
 * @returns The text.
 * @throws {TypeError} Anything else.
 */
export function checkText(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  throw new TypeError(`${name} must be a string, got ${describe(value)}`);
}
