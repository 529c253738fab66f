import { isAnyArray } from 'is-any-array';

import type { Label } from '../../data/labels.ts';
import { encodeLabels } from '../../data/labels.ts';
import type { NumberBounds } from '../../options/checks.ts';
import {
  checkInteger,
  checkNumber,
  checkObject,
  isPlainObject,
} from '../../options/checks.ts';
import { describe } from '../../options/describe.ts';

/**
 * Checks a condition.
 * @param isSo - Whether the value is valid.
 * @param name - The name of the argument.
 * @param wanted - What it must be, for the message.
 * @param value - The value, for the message.
 * @throws {TypeError} If it is not valid.
 */
export function checkThat(
  isSo: boolean,
  name: string,
  wanted: string,
  value: unknown,
): asserts isSo {
  if (isSo) return;
  throw new TypeError(`${name} must be ${wanted}, got ${describe(value)}`);
}

/**
 * Checks a plain object of named values.
 * @param name - The name of the argument.
 * @param wanted - What it must be, for the message.
 * @returns Names and values.
 * @throws {TypeError} If it is not a plain object.
 */
export function checkNamed<Thing>(
  things: Readonly<Record<string, Thing>>,
  name: string,
  wanted: string,
): Array<[string, Thing]> {
  checkThat(isPlainObject(things), name, wanted, things);
  return Object.entries(things);
}

/**
 * Checks a whole number of at least 1.
 * @throws {TypeError|RangeError} If it is anything else.
 */
export function checkLimit(value: unknown, name: string): number {
  return checkInteger(value, name, { min: 1 });
}

/**
 * Checks an array of at least one entry.
 * @param name - The name of the argument.
 * @param what - An entry, for the message.
 * @throws {TypeError} If it is not an array, or empty.
 */
export function checkList(list: unknown, name: string, what: string): void {
  const isSo = isAnyArray(list) && list.length > 0;
  checkThat(isSo, name, `an array of at least one ${what}`, list);
}

/**
 * Checks an array with one entry for each of other things.
 * @param name - The name of the argument.
 * @param what - The entries, for the message.
 * @param count - The number of other things.
 * @param others - The other things, for the message.
 * @throws {TypeError} If it is not an array.
 * @throws {RangeError} If it has another number of entries.
 */
export function checkCount(
  list: unknown,
  name: string,
  what: string,
  count: number,
  others: string,
): void {
  checkThat(isAnyArray(list), name, `an array of ${what}`, list);
  if (list.length !== count) {
    throw new RangeError(
      `${name} must have ${count} entries (the number of ${others}), got ${list.length}`,
    );
  }
}

/**
 * Checks the numbers of an object.
 * @param name - The name of the argument.
 * @param bounds - The bounds of each number, by its name.
 * @throws {TypeError} If it is not an object, or one is not a number.
 * @throws {RangeError} If a number is NaN, infinite or out of bounds.
 */
export function checkNumbers(
  value: object,
  name: string,
  bounds: Readonly<Record<string, NumberBounds>>,
): void {
  checkObject(value, name);
  const numbers = value as Readonly<Record<string, unknown>>;
  for (const [part, where] of Object.entries(bounds)) {
    checkNumber(numbers[part], `${name}.${part}`, where);
  }
}

/**
 * Checks distinct classes.
 * @param name - The name of the argument.
 * @throws {TypeError} If it is not an array of labels.
 * @throws {RangeError} If it is empty, or a class occurs twice.
 */
export function checkDistinct(labels: readonly Label[], name: string): void {
  const { classes } = encodeLabels(labels, name);
  if (classes.length === labels.length && classes.length > 0) return;
  throw new RangeError(
    `${name} must be distinct and not empty, got ${classes.length} distinct entries of ${labels.length}`,
  );
}

/**
 * Checks a string.
 * @throws {TypeError} If it is anything else.
 */
export function checkText(value: unknown, name: string): string {
  checkThat(typeof value === 'string', name, 'a string', value);
  return value;
}
