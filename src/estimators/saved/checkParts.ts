import { checkOptionNames } from '../../options/checks.ts';
import type { Readers } from '../../options/readOptions.ts';
import { readEach } from '../../options/readOptions.ts';

/**
 * Checks that a value is an object with exactly these keys.
 * @throws {TypeError} Another kind of value, an unknown key or a missing one.
 */
export function checkParts(
  value: unknown,
  name: string,
  keys: readonly string[],
): asserts value is Record<string, unknown> {
  checkOptionNames(value, name, keys);
  for (const key of keys) {
    if (!Object.hasOwn(value as object, key)) {
      throw new TypeError(`${name} must have the property '${key}', got none`);
    }
  }
}

/**
 * Reads an object with exactly the keys of the readers.
 * @throws {TypeError|RangeError} Another kind of value, an unknown key, a missing one, or a property of another kind.
 */
export function readParts<Parts extends object>(
  value: unknown,
  name: string,
  readers: Readers<Parts>,
): Parts {
  checkParts(value, name, Object.keys(readers));
  return readEach(value, name, readers);
}
