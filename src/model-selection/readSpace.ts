import { describe } from '../validation/describe.ts';
import { checkNumber, isPlainObject } from '../validation/options.ts';

import type { Dimension } from './Dimension.ts';
import { drawn, fixed, objectOf, oneOf } from './Dimension.ts';

/**
 * What options may be: for each, an array of values, a distribution (see `uniform`, `logUniform` and `choice`), an object of
 * options of which the same is true, or anything else, which is the only value then. Objects among the values of an array may
 * have choices of their own; arrays among them are values: `init: [matrix]`.
 */
export type SearchSpace = object;

/**
 * Checks what options may be.
 * @param space - What the user gave.
 * @returns All objects of options.
 * @throws {TypeError} Something other than an object.
 * @throws {RangeError} An empty one, no choice for an option, bounds that are none.
 */
export function readSpace(space: SearchSpace): Dimension {
  if (!isPlainObject(space)) {
    throw new TypeError(`space must be an object, got ${describe(space)}`);
  }
  if (Object.keys(space).length === 0) {
    throw new RangeError('space must have at least one option, got none');
  }
  return readObject(space, 'space');
}

function readObject(options: Record<string, unknown>, path: string): Dimension {
  return objectOf(
    Object.entries(options).map(([name, values]) => [
      name,
      readValues(values, `${path}.${name}`),
    ]),
  );
}

function readValues(values: unknown, path: string): Dimension {
  if (Array.isArray(values)) return readChoices(values, path);
  if (!isPlainObject(values)) return fixed(values);
  const [name, ...others] = Object.keys(values);
  if (others.length > 0) return readOptions(values, path);
  switch (name) {
    case 'uniform': {
      const { low, high } = readBounds(values[name], `${path}.${name}`);
      return drawn((random) => low + random() * (high - low));
    }
    case 'logUniform': {
      const { low, high } = readBounds(values[name], `${path}.${name}`, 0);
      const [from, to] = [Math.log(low), Math.log(high)];
      // the exponential of a logarithm may lie outside by a rounding
      return drawn((random) =>
        Math.min(Math.max(Math.exp(from + random() * (to - from)), low), high),
      );
    }
    case 'choice':
      return readChoices(values[name], `${path}.${name}`);
    default:
      return readOptions(values, path);
  }
}

// a loss of one's own is an object of functions, and one value
function readOptions(values: Record<string, unknown>, path: string): Dimension {
  const isOpaque = Object.values(values).some(
    (value) => typeof value === 'function',
  );
  return isOpaque ? fixed(values) : readObject(values, path);
}

function readChoices(values: unknown, path: string): Dimension {
  if (!Array.isArray(values)) {
    throw new TypeError(
      `${path} must be an array of values, got ${describe(values)}`,
    );
  }
  if (values.length === 0) {
    throw new RangeError(`${path} must have at least one value, got none`);
  }
  return oneOf(
    values.map((value: unknown, at) =>
      Array.isArray(value) ? fixed(value) : readValues(value, `${path}[${at}]`),
    ),
  );
}

function readBounds(
  bounds: unknown,
  path: string,
  above?: number,
): { low: number; high: number } {
  if (!Array.isArray(bounds) || bounds.length !== 2) {
    throw new TypeError(`${path} must be two numbers, got ${describe(bounds)}`);
  }
  const low = checkNumber(bounds[0], `${path}[0]`, { above });
  const high = checkNumber(bounds[1], `${path}[1]`, {
    above: low,
    aboveReason: 'the lower bound',
  });
  return { low, high };
}
