import leven from 'leven';

import { describe } from './describe.ts';

/** Bounds of a number. All are inclusive except `above`. */
export interface NumberBounds {
  /** The number must be greater than this. */
  above?: number;
  /** Why, for the message. */
  aboveReason?: string;
  /** The number must be at least this. */
  min?: number;
  /** The number must be at most this. */
  max?: number;
  /** What `max` is, for the message: `the number of columns`. */
  maxReason?: string;
}

/** Options that are known by another path: `{ maxIterations: 'solver.maxIterations' }`. */
export type OptionPaths = Readonly<Record<string, string>>;

/**
 * Checks that a value is a plain object whose keys are all known.
 * @param elsewhere - Options that callers look for here.
 * @throws {TypeError} Another kind of value, or an unknown key; the message suggests the nearest known one.
 */
export function checkOptionNames(
  options: unknown,
  name: string,
  known: readonly string[],
  elsewhere: OptionPaths = {},
): void {
  if (!isPlainObject(options)) {
    throw new TypeError(`${name} must be an object, got ${describe(options)}`);
  }
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue;
    const nearest = Object.hasOwn(elsewhere, key)
      ? elsewhere[key]
      : nearestName(key, known);
    const found = `unknown option ${describe(key)} in ${name}`;
    throw new TypeError(
      nearest === undefined
        ? `${found}; known options: ${known.join(', ')}`
        : `${found}, did you mean '${nearest}'?`,
    );
  }
}

/**
 * Checks that a value is an object.
 * @throws {TypeError} Anything else.
 */
export function checkObject(value: unknown, name: string): void {
  if (typeof value === 'object' && value !== null) return;
  throw new TypeError(`${name} must be an object, got ${describe(value)}`);
}

/**
 * Checks a finite number.
 * @throws {TypeError} Not a number.
 * @throws {RangeError} NaN, infinite or out of bounds.
 */
export function checkNumber(
  value: unknown,
  name: string,
  bounds: NumberBounds = {},
): number {
  if (typeof value !== 'number') {
    throw new TypeError(`${name} must be a number, got ${describe(value)}`);
  }
  checkFinite(value, name);
  const { above = -Infinity, min = -Infinity, max = Infinity } = bounds;
  if (value <= above) {
    const reason = bounds.aboveReason ? ` (${bounds.aboveReason})` : '';
    throw new RangeError(
      `${name} must be greater than ${above}${reason}, got ${value}`,
    );
  }
  if (value < min) {
    throw new RangeError(`${name} must be at least ${min}, got ${value}`);
  }
  if (value > max) {
    const reason = bounds.maxReason ? ` (${bounds.maxReason})` : '';
    throw new RangeError(
      `${name} must be at most ${max}${reason}, got ${value}`,
    );
  }
  return value;
}

/**
 * Checks a number that was given, or computed from what was given.
 * @param reason - Why it is not, for the message.
 * @throws {RangeError} NaN or infinite.
 */
export function checkFinite(
  value: number,
  name: string,
  reason?: string,
): number {
  if (Number.isFinite(value)) return value;
  const because = reason === undefined ? '' : `: ${reason}`;
  throw new RangeError(`${name} must be finite, got ${value}${because}`);
}

/**
 * Checks a whole number.
 * @throws {TypeError} Not a number.
 * @throws {RangeError} Not whole, or out of bounds.
 */
export function checkInteger(
  value: unknown,
  name: string,
  bounds: NumberBounds = {},
): number {
  const number = checkNumber(value, name, bounds);
  if (!Number.isSafeInteger(number)) {
    throw new RangeError(`${name} must be a whole number, got ${number}`);
  }
  return number;
}

/**
 * Checks a seed.
 * @throws {TypeError|RangeError} Anything but a whole number from 0 to 2³² − 1.
 */
export function checkSeed(seed: unknown): number {
  return checkInteger(seed, 'seed', { min: 0, max: 2 ** 32 - 1 });
}

/**
 * Checks that a value is one of a few.
 * @throws {TypeError} A value of another type.
 * @throws {RangeError} A value of the right type that is not among them; the message suggests the nearest word.
 */
export function checkChoice<Choice extends string | number>(
  value: unknown,
  name: string,
  choices: readonly Choice[],
): Choice {
  if (choices.includes(value as Choice)) return value as Choice;
  const names = choices.map(describe);
  const last = names.pop();
  const wanted = names.length > 0 ? `${names.join(', ')} or ${last}` : last;
  const ErrorType = choices.some((choice) => typeof choice === typeof value)
    ? RangeError
    : TypeError;
  // with a single choice, a similar word is no misspelling of it
  const texts =
    choices.length > 1
      ? choices.filter((choice) => typeof choice === 'string')
      : [];
  const nearest =
    typeof value === 'string' ? nearestName(value, texts) : undefined;
  const hint = nearest === undefined ? '' : `, did you mean '${nearest}'?`;
  throw new ErrorType(
    `${name} must be ${wanted}, got ${describe(value)}${hint}`,
  );
}

/**
 * Reads an option that is a name, or an object with a name and further options, and returns the name.
 * @throws {TypeError|RangeError} Another kind of value, or an unknown name.
 */
export function checkNamedOption<Name extends string>(
  option: Name | { name: Name },
  what: string,
  names: readonly Name[],
): Name {
  if (typeof option === 'string') return checkChoice(option, what, names);
  if (typeof option === 'object' && option !== null) {
    return checkChoice(option.name, `${what}.name`, names);
  }
  throw new TypeError(
    `${what} must be a name or an object with a name, got ${describe(option)}`,
  );
}

/**
 * Checks a boolean.
 * @throws {TypeError} Anything else.
 */
export function checkBoolean(value: unknown, name: string): boolean {
  if (typeof value === 'boolean') return value;
  throw new TypeError(`${name} must be a boolean, got ${describe(value)}`);
}

/** Longer texts are no misspelled names, and take long to compare. */
const LONGEST_NAME = 100;

/**
 * Finds the known name that was probably meant: one that begins with the key, or one at an edit distance of at most
 * half of its letters.
 * @returns `undefined` if no name is near.
 */
export function nearestName(
  key: string,
  known: readonly string[],
): string | undefined {
  if (key === '' || key.length > LONGEST_NAME) return undefined;
  const lower = key.toLowerCase();
  const longer = known.find((name) => name.toLowerCase().startsWith(lower));
  if (longer !== undefined) return longer;
  const distances = known.map((name) => leven(lower, name.toLowerCase()));
  const least = Math.min(...distances);
  return least <= key.length / 2 ? known[distances.indexOf(least)] : undefined;
}

/** Whether a value is a plain object of any realm: not an array, and not an instance of a class. */
export function isPlainObject(
  value: unknown,
): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // each realm (a frame, a vm context) has its own Object.prototype
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
