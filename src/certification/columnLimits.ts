import type { Dense } from '../data/Dense.ts';
import { checkOptionNames } from '../options/checks.ts';
import { describe } from '../options/describe.ts';
import type { Reader } from '../options/readOptions.ts';
import { number, readOptions } from '../options/readOptions.ts';

/**
 * What a perturbation may do to a column: nothing, only increase it, only decrease it, or nothing beyond a smallest or
 * a largest value, in raw units.
 */
export type ColumnChange =
  'fixed' | 'increase' | 'decrease' | { min?: number; max?: number };

/** What perturbations may do to the columns of a row. */
export interface ColumnLimits {
  /** 1: the column may fall, or rise. */
  mayFall: Uint8Array;
  mayRise: Uint8Array;
  /** The raw values between which it has to stay. */
  min: Float64Array;
  max: Float64Array;
}

const WORDS = ['fixed', 'increase', 'decrease'];
const BOUNDS = { min: boundReader(-Infinity), max: boundReader(Infinity) };

// a number, or the infinite one that is no bound
function boundReader(none: number): Reader<number> {
  const read = number();
  return (name, given = none) => (given === none ? none : read(name, given));
}

/**
 * Reads the option `columns`.
 * @param count - The number of columns of the table.
 * @throws {TypeError|RangeError} If it is not an object, a key is not the index of a column, or a value is none of the
 * changes or has bounds that contradict each other.
 */
export function readColumnLimits(
  given: unknown,
  count: number,
): ColumnLimits | undefined {
  if (given === undefined) return undefined;
  // any names, but of an object as options are
  checkOptionNames(given, 'columns', Object.keys(new Object(given)));
  const limits: ColumnLimits = {
    mayFall: new Uint8Array(count).fill(1),
    mayRise: new Uint8Array(count).fill(1),
    min: new Float64Array(count).fill(-Infinity),
    max: new Float64Array(count).fill(Infinity),
  };
  for (const [key, change] of Object.entries(given as object)) {
    if (!/^(?:0|[1-9]\d*)$/.test(key) || Number(key) >= count) {
      throw new RangeError(
        `columns must have indices of columns as its keys, from 0 to ${count - 1}, got ${describe(key)}`,
      );
    }
    readChange(change, Number(key), limits);
  }
  return limits;
}

function readChange(
  change: unknown,
  column: number,
  limits: ColumnLimits,
): void {
  const name = `columns[${column}]`;
  if (typeof change === 'string' && WORDS.includes(change)) {
    if (change !== 'increase') limits.mayRise[column] = 0;
    if (change !== 'decrease') limits.mayFall[column] = 0;
    return;
  }
  if (typeof change !== 'object' || change === null) {
    const words = WORDS.map((word) => `'${word}'`).join(', ');
    const ErrorType = typeof change === 'string' ? RangeError : TypeError;
    throw new ErrorType(
      `${name} must be ${words} or { min, max }, got ${describe(change)}`,
    );
  }
  const { min, max } = readOptions(change, name, BOUNDS);
  if (min > max) {
    throw new RangeError(
      `${name}.min must be at most ${max}, its max, got ${min}`,
    );
  }
  limits.min[column] = min;
  limits.max[column] = max;
}

/**
 * Checks that rows are within the bounds of their columns.
 * @param data - Raw rows, q × d.
 * @throws {RangeError} If one is not.
 */
export function checkWithin(
  { values, columns }: Dense,
  { min, max }: ColumnLimits,
): void {
  const at = values.findIndex(
    (value, index) =>
      value < min[index % columns] || value > max[index % columns],
  );
  if (at === -1) return;
  const row = Math.floor(at / columns);
  const column = at % columns;
  throw new RangeError(
    `X[${row}][${column}] must be within the bounds of columns[${column}], ${min[column]} to ${max[column]}, got ${values[at]}`,
  );
}
