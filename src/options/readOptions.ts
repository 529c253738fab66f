import { isAnyArray } from 'is-any-array';

import type { NumberBounds } from './checks.ts';
import {
  checkBoolean,
  checkChoice,
  checkInteger,
  checkNumber,
  checkObject,
  checkOptionNames,
  checkSeed,
} from './checks.ts';
import { describe } from './describe.ts';

/**
 * Checks the value of an option, and returns it or its default. The name is for error messages. The readers below have a
 * default value as their last parameter; without one, the option is required.
 */
export type Reader<Value> = (name: string, given: unknown) => Value;

/** A reader for each option. */
export type Readers<Options> = {
  [Name in keyof Options]-?: Reader<Options[Name]>;
};

/**
 * Checks options, and fills in the defaults.
 * @param name - The name of the argument, which messages put before that of an option: `solver.memory`. Where it is
 * `'options'`, the options of a function itself, they have the name of the option alone.
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
 * @throws {TypeError|RangeError} Anything but an object, wrong types, values out of range.
 */
export function readEach<Parts extends object>(
  object: object,
  name: string,
  readers: Readers<Parts>,
): Parts {
  checkObject(object, name);
  const given = object as Record<string, unknown>;
  const prefix = name === 'options' ? '' : `${name}.`;
  const parts = Object.entries<Reader<unknown>>(readers).map(([key, read]) => [
    key,
    read(`${prefix}${key}`, given[key]),
  ]);
  return Object.fromEntries(parts) as Parts;
}

/** Creates the reader of a finite number. */
export function number(
  bounds?: NumberBounds,
  defaultValue?: number,
): Reader<number> {
  return (name, given = defaultValue) => checkNumber(given, name, bounds);
}

/** Creates the reader of a whole number. */
export function integer(
  bounds?: NumberBounds,
  defaultValue?: number,
): Reader<number> {
  return (name, given = defaultValue) => checkInteger(given, name, bounds);
}

/** Creates the reader of a seed: a whole number from 0 to 2³² − 1. */
export function seed(defaultValue?: number): Reader<number> {
  return (_, given = defaultValue) => checkSeed(given);
}

/** Creates the reader of a boolean. */
export function flag(defaultValue?: boolean): Reader<boolean> {
  return (name, given = defaultValue) => checkBoolean(given, name);
}

/** Creates the reader of a string. */
export function string(defaultValue?: string): Reader<string> {
  return (name, given = defaultValue) => {
    if (typeof given === 'string') return given;
    throw new TypeError(`${name} must be a string, got ${describe(given)}`);
  };
}

/** Creates the reader of one of some values. */
export function choiceOf<Choice extends string | number>(
  choices: readonly Choice[],
  defaultValue?: Choice,
): Reader<Choice> {
  return (name, given = defaultValue) => checkChoice(given, name, choices);
}

/** Creates the reader of an array of at least one number, which it copies. */
export function numbers(bounds?: NumberBounds): Reader<number[]> {
  return (name, given) => {
    if (!isAnyArray(given)) {
      throw new TypeError(
        `${name} must be an array of numbers, got ${describe(given)}`,
      );
    }
    if (given.length === 0) {
      throw new RangeError(`${name} must have at least one number, got none`);
    }
    return Array.from(given, (value: unknown, at) =>
      checkNumber(value, `${name}[${at}]`, bounds),
    );
  };
}

/** Creates the reader of a value that may be left out. */
export function optional<Value>(
  read: Reader<Value>,
): Reader<Value | undefined> {
  return wordOr(undefined, read);
}

/**
 * Creates the reader of a value, or of a word that stands for one and is the default.
 * @param word - The word; `undefined`: see `optional`.
 */
export function wordOr<Word extends string | undefined, Value>(
  word: Word,
  read: Reader<Value>,
): Reader<Word | Value> {
  return (name, given = word) => (given === word ? word : read(name, given));
}
