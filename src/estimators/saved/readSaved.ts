import {
  checkChoice,
  checkInteger,
  checkOptionNames,
} from '../../options/checks.ts';
import type { Readers } from '../../options/readOptions.ts';
import { readEach } from '../../options/readOptions.ts';

/** The parts of a saved estimator, besides its name and the version of the format. */
export interface Saved {
  options: unknown;
  model: unknown;
}

/**
 * Reads what every saved estimator has.
 * @param json - Its text, or what `JSON.parse` made of it.
 * @param name - The required class.
 * @param version - The newest version of the format that can be read.
 * @returns Options and model, unchecked.
 * @throws {TypeError|RangeError} Anything else: another object, a newer version, missing or unknown parts.
 */
export function readSaved(json: unknown, name: string, version: number): Saved {
  const saved = typeof json === 'string' ? parse(json, name) : json;
  checkParts(saved, 'json', ['name', 'version', 'options', 'model']);
  checkChoice(saved.name, 'json.name', [name]);
  checkInteger(saved.version, 'json.version', {
    min: 1,
    max: version,
    maxReason: 'it was saved by a newer release; update ml-metric-learning',
  });
  return { options: saved.options, model: saved.model };
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = `json must be a saved ${name}, got text that is not JSON`;
    throw new TypeError(message, { cause: error });
  }
}

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
