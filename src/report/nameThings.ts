import { describe } from '../validation/describe.ts';
import type { LabelledData } from '../validation/labelledData.ts';
import type { Label } from '../validation/labels.ts';

import { checkCount, checkText } from './checks.ts';
import { formatCount } from './formatNumber.ts';

/**
 * Writes labels so that different ones look different: `1` and `'1'` are two classes.
 * @param classes - Distinct labels.
 * @returns A name for each.
 */
export function nameClasses(classes: readonly Label[]): string[] {
  const names = classes.map(String);
  return names.map((name, at) => {
    const isShared = names.indexOf(name) !== names.lastIndexOf(name);
    if (name.trim() === '' || isShared) return describe(classes[at]);
    return name;
  });
}

/**
 * Says how much data there is.
 * @param data - The data.
 * @returns Text: `105 rows × 4 columns of 3 classes`.
 */
export function nameShape({ rows, columns, classes }: LabelledData): string {
  return `${formatCount(rows, 'row')} × ${formatCount(columns, 'column')} of ${formatCount(classes.length, 'class', 'classes')}`;
}

/**
 * Checks names of columns, or fills them in.
 * @param given - What the user gave.
 * @param columns - How many columns there are.
 * @returns A name for each.
 * @throws {TypeError} Another kind of value.
 * @throws {RangeError} Another number of them.
 */
export function nameColumns(
  given: readonly string[] | undefined,
  columns: number,
): string[] {
  if (given === undefined) {
    return Array.from({ length: columns }, (_, at) => `column ${at}`);
  }
  return checkTexts(given, 'columnNames', columns);
}

/**
 * Checks that there is a text for each of some things, and copies them.
 * @param given - What the user gave.
 * @param name - What it is called, for the messages.
 * @param count - How many there have to be.
 * @param what - Of what.
 * @returns The texts.
 * @throws {TypeError} Another kind of value.
 * @throws {RangeError} Another number of them.
 */
export function checkTexts(
  given: unknown,
  name: string,
  count: number,
  what: 'columns' | 'rows' = 'columns',
): string[] {
  checkCount(given, name, 'strings', count, what);
  return Array.from(given as ArrayLike<unknown>, (text, at) =>
    checkText(text, `${name}[${at}]`),
  );
}
