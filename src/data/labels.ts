import { isAnyArray } from 'is-any-array';

import { describe } from '../options/describe.ts';

import type { Tensor } from './Tensor.ts';
import { readTensor } from './Tensor.ts';

/** A class label. Labels are returned as they were given: `1`, `'1'` and `true` are three classes. */
export type Label = number | string | boolean;

/** Labels in any accepted form: an array, a typed array, or a tensor of TensorFlow.js. */
export type Labels<L extends Label = Label> = ArrayLike<L> | Tensor;

/** Labels as small integers. */
export interface EncodedLabels {
  /** The class of each row, an index into `classes`. */
  codes: Int32Array;
  /** The distinct labels, in order of first appearance. */
  classes: Label[];
}

/**
 * Assigns a code to each distinct label.
 * @throws {TypeError} If given is not an array of numbers, strings and booleans.
 * @throws {RangeError} If a label is NaN or infinite.
 */
export function encodeLabels(given: Labels, name: string): EncodedLabels {
  const y = readTensor(given);
  if (!isAnyArray(y)) {
    throw new TypeError(
      `${name} must be an array of labels, got ${describe(y)}`,
    );
  }
  const codes = new Int32Array(y.length);
  const indices = new Map<Label, number>();
  for (let i = 0; i < y.length; i++) {
    const label = checkLabel(y[i], `${name}[${i}]`);
    let code = indices.get(label);
    if (code === undefined) {
      code = indices.size;
      indices.set(label, code);
    }
    codes[i] = code;
  }
  return { codes, classes: Array.from(indices.keys()) };
}

function checkLabel(label: unknown, name: string): Label {
  if (typeof label === 'number' && !Number.isFinite(label)) {
    throw new RangeError(`${name} must be finite, got ${label}`);
  }
  if (
    typeof label === 'number' ||
    typeof label === 'string' ||
    typeof label === 'boolean'
  ) {
    return label;
  }
  throw new TypeError(
    `${name} must be a number, a string or a boolean, got ${describe(label)}`,
  );
}
