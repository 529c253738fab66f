import { checkNumber, isPlainObject } from '../../options/checks.ts';
import { describe } from '../../options/describe.ts';

import type { Dimension } from './Dimension.ts';
import { drawn, fixed, objectOf, oneOf } from './Dimension.ts';

/**
 * The space of a search: for each option an array of values, a distribution (see `uniform`, `logUniform` and `choice`),
 * a nested object of options, or any other value, which is then the only one. Options of an object in an array may have
 * choices, too; an array in an array is a value: `init: [matrix]`.
 */
export type SearchSpace = object;

/**
 * Checks the space of a search.
 * @returns All objects of options.
 * @throws {TypeError} If it is not an object, or a value has the wrong type.
 * @throws {RangeError} If it is empty, an option has no values, or bounds are invalid.
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
  if (others.length > 0) return readNested(values, path);
  switch (name) {
    case 'uniform': {
      const bounds = readBounds(values[name], `${path}.${name}`);
      return drawnBetween(bounds, bounds, (value) => value);
    }
    case 'logUniform': {
      const bounds = readBounds(values[name], `${path}.${name}`, 0);
      const { low, high } = bounds;
      const logs = { low: Math.log(low), high: Math.log(high) };
      return drawnBetween(bounds, logs, Math.exp);
    }
    case 'choice':
      return readChoices(values[name], `${path}.${name}`);
    default:
      return readNested(values, path);
  }
}

interface Bounds {
  low: number;
  high: number;
}

function drawnBetween(
  { low, high }: Bounds,
  scale: Bounds,
  fromScale: (value: number) => number,
): Dimension {
  return drawn((random) => {
    const share = random();
    // high − low may overflow
    const value = fromScale((1 - share) * scale.low + share * scale.high);
    // rounding may leave the bounds
    return Math.min(Math.max(value, low), high);
  });
}

// an object with functions is a value: a custom loss, for instance
function readNested(values: Record<string, unknown>, path: string): Dimension {
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

function readBounds(bounds: unknown, path: string, above?: number): Bounds {
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
