import type { NumberBounds } from './options.ts';
import {
  checkBoolean,
  checkChoice,
  checkInteger,
  checkNumber,
  checkOptionNames,
} from './options.ts';

/** Checks an option of a name, and gives its default where there is none. */
export type Reader<Value> = (name: string, given: unknown) => Value;

/** What each option has to be. */
export type Readers<Options> = {
  [Name in keyof Options]-?: Reader<Options[Name]>;
};

/**
 * Checks options, and fills in the defaults.
 * @param readers - What each option has to be, in the order in which they are checked.
 * @param others - Names it may have besides, which somebody else reads.
 * @throws {TypeError|RangeError} Unknown names, wrong types, values out of range.
 */
export function readOptions<Options extends object>(
  options: object,
  name: string,
  readers: Readers<Options>,
  others: readonly string[] = [],
): Options {
  checkOptionNames(options, name, [...others, ...Object.keys(readers)]);
  return readEach(options, name, readers);
}

/**
 * Reads the parts of an object, whatever else it has.
 * @param readers - What each part has to be, in the order in which they are checked.
 */
export function readEach<Parts extends object>(
  object: object,
  name: string,
  readers: Readers<Parts>,
): Parts {
  const given = object as Record<string, unknown>;
  const parts = Object.entries<Reader<unknown>>(readers).map(([key, read]) => [
    key,
    read(`${name}.${key}`, given[key]),
  ]);
  return Object.fromEntries(parts) as Parts;
}

/**
 * A number.
 * @param usual - The default, if there is one.
 */
export function number(bounds?: NumberBounds, usual?: number): Reader<number> {
  return (name, given = usual) => checkNumber(given, name, bounds);
}

/**
 * A whole number.
 * @param usual - The default, if there is one.
 */
export function integer(bounds?: NumberBounds, usual?: number): Reader<number> {
  return (name, given = usual) => checkInteger(given, name, bounds);
}

/**
 * A boolean.
 * @param usual - The default, if there is one.
 */
export function flag(usual?: boolean): Reader<boolean> {
  return (name, given = usual) => checkBoolean(given, name);
}

/**
 * One of a few.
 * @param usual - The default, if there is one.
 */
export function choice<Choice extends string | number>(
  choices: readonly Choice[],
  usual?: Choice,
): Reader<Choice> {
  return (name, given = usual) => checkChoice(given, name, choices);
}

/**
 * A value, or a word that stands for one. The word is the default.
 * @param word - The word; `undefined`: there may be nothing.
 */
export function wordOr<Word extends string | undefined, Value>(
  word: Word,
  read: Reader<Value>,
): Reader<Word | Value> {
  return (name, given = word) => (given === word ? word : read(name, given));
}
