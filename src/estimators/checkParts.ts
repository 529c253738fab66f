import { checkOptionNames } from '../validation/options.ts';

/**
 * Checks that a value is an object with some keys, all of them and no others.
 * @param value - What was read.
 * @param name - What it is called, for the messages.
 * @param keys - The keys.
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
      throw new TypeError(`${name} must have '${key}', got none`);
    }
  }
}
