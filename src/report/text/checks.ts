import { isAnyArray } from 'is-any-array';

import type { Label } from '../../data/labels.ts';
import { encodeLabels } from '../../data/labels.ts';
import { describe } from '../../options/describe.ts';
import type { Reader } from '../../options/readOptions.ts';
import { string } from '../../options/readOptions.ts';

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
 * Checks that there is one string for each of some things, and copies them.
 * @param name - The name of the argument.
 * @param count - The number of things.
 * @param what - The things, for the message.
 * @throws {TypeError} If it is not an array of strings.
 * @throws {RangeError} If it has another number of entries.
 */
export function checkTexts(
  given: unknown,
  name: string,
  count: number,
  what: 'columns' | 'rows' = 'columns',
): string[] {
  checkCount(given, name, 'strings', count, what);
  const readText = string();
  return Array.from(given as ArrayLike<unknown>, (text, at) =>
    readText(`${name}[${at}]`, text),
  );
}

/** Creates the reader of the names of columns; the default is `column 0`, `column 1`, … */
export function columnNamesOf(columns: number): Reader<string[]> {
  return (name, given) =>
    given === undefined
      ? Array.from({ length: columns }, (_, at) => `column ${at}`)
      : checkTexts(given, name, columns);
}
