import type { LabelledData } from '../../data/LabelledData.ts';
import type { Label } from '../../data/labels.ts';
import { describe } from '../../options/describe.ts';

import { checkCount, checkText } from './checks.ts';
import { formatCount } from './formatNumber.ts';

/**
 * Names labels so that distinct ones have distinct names: `1` and `'1'` are two classes.
 * @param classes - Distinct labels.
 */
export function nameClasses(classes: readonly Label[]): string[] {
  const names = classes.map(String);
  return names.map((name, at) => {
    const isShared = names.indexOf(name) !== names.lastIndexOf(name);
    if (name.trim() === '' || isShared) return describe(classes[at]);
    return name;
  });
}

/** Describes the shape of data: `105 rows × 4 columns of 3 classes`. */
export function nameShape({ rows, columns, classes }: LabelledData): string {
  return `${formatCount(rows, 'row')} × ${formatCount(columns, 'column')} of ${formatCount(classes.length, 'class', 'classes')}`;
}

/**
 * Checks names of columns, or fills in the defaults.
 * @param columns - The number of columns.
 * @throws {TypeError} If it is not an array of strings.
 * @throws {RangeError} If the number of names differs from that of columns.
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
  return Array.from(given as ArrayLike<unknown>, (text, at) =>
    checkText(text, `${name}[${at}]`),
  );
}
