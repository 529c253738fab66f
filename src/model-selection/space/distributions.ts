import { checkNumber } from '../../options/checks.ts';
import { describe } from '../../options/describe.ts';

/** A uniform distribution between two bounds. */
export interface Uniform {
  uniform: [low: number, high: number];
}

/** A log-uniform distribution between two bounds: each order of magnitude is equally likely. */
export interface LogUniform {
  logUniform: [low: number, high: number];
}

/** A choice among values; equivalent to an array of them. */
export interface Choice<Value = unknown> {
  choice: Value[];
}

/**
 * A uniform distribution, for the space of a search.
 * @param low - The lower bound.
 * @param high - The upper bound.
 * @returns Plain JSON: `{ uniform: [low, high] }`.
 * @throws {TypeError|RangeError} If a bound is not a finite number, or high is not above low.
 */
export function uniform(low: number, high: number): Uniform {
  return { uniform: checkBounds(low, high) };
}

/**
 * A log-uniform distribution, for the space of a search: each order of magnitude is equally likely. For
 * weights and tolerances.
 * @param low - The lower bound, above 0.
 * @param high - The upper bound.
 * @returns Plain JSON: `{ logUniform: [low, high] }`.
 * @throws {TypeError|RangeError} If a bound is not a finite number above 0, or high is not above low.
 */
export function logUniform(low: number, high: number): LogUniform {
  return { logUniform: checkBounds(low, high, 0) };
}

/**
 * A choice among values, for the space of a search; equivalent to an array of them.
 * @param values - At least one value. Options of an object among them may have choices, too.
 * @returns Plain JSON: `{ choice: values }`.
 * @throws {TypeError|RangeError} If it is not an array, or empty.
 */
export function choice<Value>(values: readonly Value[]): Choice<Value> {
  if (!Array.isArray(values)) {
    throw new TypeError(`values must be an array, got ${describe(values)}`);
  }
  if (values.length === 0) {
    throw new RangeError('values must have at least one value, got none');
  }
  return { choice: values.slice() };
}

function checkBounds(
  low: number,
  high: number,
  above?: number,
): [number, number] {
  checkNumber(low, 'low', { above });
  checkNumber(high, 'high', { above: low, aboveReason: 'the lower bound' });
  return [low, high];
}
