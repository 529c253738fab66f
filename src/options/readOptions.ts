import type { NumberBounds } from './checks.ts';
import {
  checkBoolean,
  checkChoice,
  checkInteger,
  checkNumber,
  checkOptionNames,
} from './checks.ts';

/** Checks the value of an option, and returns it or its default. The name is for error messages. */
export type Reader<Value> = (name: string, given: unknown) => Value;

/** A reader for each option. */
export type Readers<Options> = {
  [Name in keyof Options]-?: Reader<Options[Name]>;
};

/**
 * Checks options, and fills in the defaults.
 * @param readers - A reader for each option, in the order in which they are checked.
 * @param others - Further names that are allowed, and read elsewhere.
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
 * Reads some properties of an object, whatever else it has.
 * @param readers - A reader for each property, in the order in which they are checked.
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
 * Creates the reader of a number.
 * @param usual - The default; without one, the option is required.
 */
export function number(bounds?: NumberBounds, usual?: number): Reader<number> {
  return (name, given = usual) => checkNumber(given, name, bounds);
}

/**
 * Creates the reader of a whole number.
 * @param usual - The default; without one, the option is required.
 */
export function integer(bounds?: NumberBounds, usual?: number): Reader<number> {
  return (name, given = usual) => checkInteger(given, name, bounds);
}

/**
 * Creates the reader of a boolean.
 * @param usual - The default; without one, the option is required.
 */
export function flag(usual?: boolean): Reader<boolean> {
  return (name, given = usual) => checkBoolean(given, name);
}

/**
 * Creates the reader of one of some values.
 * @param usual - The default; without one, the option is required.
 */
export function choice<Choice extends string | number>(
  choices: readonly Choice[],
  usual?: Choice,
): Reader<Choice> {
  return (name, given = usual) => checkChoice(given, name, choices);
}

/**
 * Creates the reader of a value, or of a word that stands for one and is the default.
 * @param word - The word; `undefined`: the option may be left out.
 */
export function wordOr<Word extends string | undefined, Value>(
  word: Word,
  read: Reader<Value>,
): Reader<Word | Value> {
  return (name, given = word) => (given === word ? word : read(name, given));
}
