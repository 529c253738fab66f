import { describe } from '../validation/describe.ts';
import { checkNumber } from '../validation/options.ts';

/** A number between two bounds, each as likely as any other. */
export interface Uniform {
  uniform: [low: number, high: number];
}

/** A number between two bounds, each order of magnitude as likely as any other. */
export interface LogUniform {
  logUniform: [low: number, high: number];
}

/** One of a few values; the same as an array of them. */
export interface Choice<Value = unknown> {
  choice: Value[];
}

/**
 * A number between two bounds, for a search: each is as likely as any other.
 * @param low - From here.
 * @param high - To here.
 * @returns Plain JSON, `{ uniform: [low, high] }`.
 * @throws {TypeError|RangeError} Bounds that are no finite numbers, or not in this order.
 */
export function uniform(low: number, high: number): Uniform {
  return { uniform: checkBounds(low, high) };
}

/**
 * A number between two positive bounds, for a search: each order of magnitude is as likely as any other. For weights and
 * tolerances.
 * @param low - From here, above 0.
 * @param high - To here.
 * @returns Plain JSON, `{ logUniform: [low, high] }`.
 * @throws {TypeError|RangeError} As `uniform`; bounds that are not above 0.
 */
export function logUniform(low: number, high: number): LogUniform {
  return { logUniform: checkBounds(low, high, 0) };
}

/**
 * One of a few values, for a search; the same as an array of them.
 * @param values - The values; an object among them may have choices of its own.
 * @returns Plain JSON, `{ choice: values }`.
 * @throws {TypeError|RangeError} Something other than an array; an empty one.
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
