import { describe } from '../options/describe.ts';

import type { Dense, Rows } from './Dense.ts';
import { toDense } from './Dense.ts';
import type { EncodedLabels, Label, Labels } from './labels.ts';
import { encodeLabels } from './labels.ts';

/** Rows with class codes `0 … classes.length − 1`. */
export interface LabelledData extends Dense {
  /** The class code of each row, an index into `classes`. */
  codes: Int32Array;
  /** The distinct labels, in order of first appearance. */
  classes: Label[];
}

/**
 * Checks and copies the data of a fit.
 * @param X - n × d inputs.
 * @param y - n labels.
 * @param columns - The required number of columns of X. Default: that of its first row.
 * @param owner - What precedes X and y in error messages, for instance `training.`.
 * @throws {TypeError} If X does not consist of rows of numbers, or y of labels.
 * @throws {RangeError} If the shapes do not match, a value is NaN or infinite, there are fewer than two classes, or
 * as many different numbers as a quantity has.
 */
export function checkLabelledData(
  X: Rows,
  y: Labels,
  columns?: number,
  owner = '',
): LabelledData {
  const data = checkBatch(X, y, columns, owner);
  if (data.classes.length < 2) {
    throw new RangeError(
      `${owner}y must have at least two classes, got only ${describe(data.classes[0])}`,
    );
  }
  checkNoQuantity(data, owner);
  return data;
}

// more classes than this, most of them of a single row, are no classes
const FEW_CLASSES = 10;

function checkNoQuantity({ classes, rows }: LabelledData, owner: string): void {
  if (classes.length <= Math.max(FEW_CLASSES, rows / 2)) return;
  if (!classes.every((label) => typeof label === 'number')) return;
  throw new RangeError(
    `${owner}y must hold classes, got ${classes.length} different numbers in ${rows} rows: this learns classes, not a quantity`,
  );
}

/**
 * Checks and copies rows that may all be of one class.
 * @param X - n × d inputs.
 * @param y - n labels.
 * @throws {TypeError|RangeError} As `checkLabelledData`.
 */
export function checkBatch(
  X: Rows,
  y: Labels,
  columns: number | undefined,
  owner: string,
): LabelledData {
  const data = toDense(X, `${owner}X`, columns);
  const labels = encodeLabels(y, `${owner}y`);
  checkCount(labels.codes, data, owner);
  return { ...data, ...labels };
}

/**
 * Checks rows that are to be compared with others, and puts them before these.
 * @param X - m × d inputs.
 * @param y - m labels, of classes of the others.
 * @param others - n × d inputs with classes.
 * @returns (m + n) × d inputs: the given ones, then the others.
 * @throws {TypeError|RangeError} As `checkLabelledData`; also if the others have no row of the class of a label.
 */
export function placeBefore(
  X: Rows,
  y: Labels,
  others: LabelledData,
  owner: string,
): LabelledData {
  const { columns, classes } = others;
  const data = checkBatch(X, y, columns, owner);
  const values = new Float64Array(data.values.length + others.values.length);
  values.set(data.values);
  values.set(others.values, data.values.length);
  const codes = new Int32Array(data.rows + others.rows);
  codes.set(others.codes, data.rows);
  for (const [row, code] of data.codes.entries()) {
    codes[row] = classes.indexOf(data.classes[code]);
    if (codes[row] !== -1) continue;
    throw new RangeError(
      `${owner}y[${row}] must be a class of the training rows, got ${describe(data.classes[code])}`,
    );
  }
  return { values, rows: codes.length, columns, codes, classes };
}

function checkCount(codes: Int32Array, { rows }: Dense, owner: string): void {
  if (codes.length === rows) return;
  throw new RangeError(
    `${owner}y must have one label for each of the ${rows} rows of ${owner}X, got ${codes.length}`,
  );
}

/** Counts the rows of each class, in the order of `classes`. */
export function classSizes({ codes, classes }: EncodedLabels): Int32Array {
  const sizes = new Int32Array(classes.length);
  for (const code of codes) sizes[code]++;
  return sizes;
}

/** Rows in the order of their classes. */
export interface RowsByClass {
  order: Int32Array;
  /** Where each class begins in `order`, and the end of the last one. */
  starts: Int32Array;
  /** The rows of each class: the parts of `order`. */
  members: Int32Array[];
}

/**
 * Groups rows by class; the rows of a class keep their order. O(n).
 * @param rows - The rows to group; by default all, in ascending order.
 */
export function groupByClass(
  { codes, classes }: EncodedLabels,
  rows: Int32Array = Int32Array.from(codes.keys()),
): RowsByClass {
  const starts = new Int32Array(classes.length + 1);
  for (const row of rows) starts[codes[row] + 1]++;
  for (const code of classes.keys()) starts[code + 1] += starts[code];
  const next = starts.slice();
  const order = new Int32Array(rows.length);
  for (const row of rows) order[next[codes[row]]++] = row;
  const members = classes.map((_, code) =>
    order.subarray(starts[code], starts[code + 1]),
  );
  return { order, starts, members };
}
