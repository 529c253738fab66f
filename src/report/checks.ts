import { isAnyArray } from 'is-any-array';

import { describe } from '../validation/describe.ts';
import type { Label } from '../validation/labels.ts';
import { encodeLabels } from '../validation/labels.ts';
import type { NumberBounds } from '../validation/options.ts';
import {
  checkInteger,
  checkNumber,
  checkObject,
  isPlainObject,
} from '../validation/options.ts';

/**
 * Refuses what is not as it must be.
 * @param isSo - Whether it is.
 * @param name - What it is called, for the message.
 * @param wanted - What it must be.
 * @param value - What the user gave.
 * @throws {TypeError} It is not.
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
 * Checks that things have names.
 * @param things - What the user gave.
 * @param name - What they are called, for the message.
 * @param wanted - What they must be.
 * @returns Names and things.
 * @throws {TypeError} No plain object.
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
 * Checks a number of things: at least one.
 * @param value - What the user gave.
 * @param name - What it is called, for the messages.
 * @returns The number.
 * @throws {TypeError|RangeError} Anything but a whole number from 1.
 */
export function checkLimit(value: unknown, name: string): number {
  return checkInteger(value, name, { min: 1 });
}

/**
 * Checks that there is at least one of some things.
 * @param list - What the user gave.
 * @param name - What it is called, for the messages.
 * @param what - One of the things.
 * @throws {TypeError} No array, or an empty one.
 */
export function checkList(list: unknown, name: string, what: string): void {
  const isSo = isAnyArray(list) && list.length > 0;
  checkThat(isSo, name, `an array of at least one ${what}`, list);
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
  checkThat(isAnyArray(list), name, `an array of ${what}`, list);
  if (list.length !== count) {
    throw new RangeError(
      `${name} must have ${count} entries (the number of ${others}), got ${list.length}`,
    );
  }
}

/**
 * Checks numbers that an object holds.
 * @param value - What the user gave.
 * @param name - What it is called, for the messages.
 * @param bounds - Where each number has to lie, by its name.
 * @throws {TypeError} No object, not a number.
 * @throws {RangeError} NaN, infinite or out of bounds.
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
 * Checks classes.
 * @param labels - What the user gave.
 * @param name - What they are called, for the messages.
 * @throws {TypeError} What is not an array of labels.
 * @throws {RangeError} None, or one twice.
 */
export function checkDistinct(labels: readonly Label[], name: string): void {
  const { classes } = encodeLabels(labels, name);
  if (classes.length === labels.length && classes.length > 0) return;
  throw new RangeError(
    `${name} must be distinct, at least one, got ${classes.length} different ones of ${labels.length}`,
  );
}

/**
 * Checks text.
 * @param value - What the user gave.
 * @param name - What it is called, for the messages.
 * @returns The text.
 * @throws {TypeError} Anything else.
 */
export function checkText(value: unknown, name: string): string {
  checkThat(typeof value === 'string', name, 'a string', value);
  return value;
}
