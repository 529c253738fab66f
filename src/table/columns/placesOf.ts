import { nearestName } from '../../options/checks.ts';
import { describe } from '../../options/describe.ts';
import { listSome, quote } from '../text/sentences.ts';

/** A column, by its name or its place: from 0, or from the end with −1, as `at` counts. */
export type ColumnName = string | number;

/**
 * Finds a column.
 * @param option - The name of the option, for messages.
 * @returns Its place, from 0.
 * @throws {TypeError|RangeError} If there is none.
 */
export function placeOf(
  column: unknown,
  names: readonly string[],
  option: string,
): number {
  if (typeof column === 'string') {
    const place = names.indexOf(column);
    if (place !== -1) return place;
    const near = nearestName(column, names);
    const hint =
      near === undefined
        ? `; the columns are ${listSome(names.map(quote))}`
        : `, did you mean ${quote(near)}?`;
    throw new RangeError(
      `${option} must be a column of the table, got ${describe(column)}${hint}`,
    );
  }
  if (typeof column !== 'number') {
    throw new TypeError(
      `${option} must be the name or the place of a column, got ${describe(column)}`,
    );
  }
  const place = column < 0 ? names.length + column : column;
  if (names[place] !== undefined) return place;
  throw new RangeError(
    `${option} must be from ${-names.length} to ${names.length - 1} (the table has ${names.length} columns), got ${column}`,
  );
}

/** Finds some columns. */
export function placesOf(
  columns: readonly ColumnName[] | undefined,
  names: readonly string[],
  option: string,
): number[] {
  return (columns ?? []).map((column, at) =>
    placeOf(column, names, `${option}[${at}]`),
  );
}

/** Reads a list of columns, by name or place. */
export function readColumnList(
  name: string,
  given: unknown,
): readonly ColumnName[] | undefined {
  if (given === undefined) return undefined;
  if (Array.isArray(given)) return given as ColumnName[];
  throw new TypeError(
    `${name} must be an array of columns, got ${describe(given)}`,
  );
}

/**
 * Reads an array of at least one text, no two alike.
 * @throws {TypeError|RangeError} Anything else.
 */
export function readNames(name: string, given: unknown): string[] {
  const isSo =
    Array.isArray(given) &&
    given.length > 0 &&
    given.every((text) => typeof text === 'string');
  if (!isSo) {
    throw new TypeError(
      `${name} must be an array of at least one text, got ${describe(given)}`,
    );
  }
  const texts = given;
  const seen = new Set<string>();
  const twice = texts.find((text) => seen.has(text) || !seen.add(text));
  if (twice === undefined) return texts.slice();
  throw new RangeError(
    `${name} must be different texts, got ${describe(twice)} twice`,
  );
}
