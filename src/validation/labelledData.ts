import type { Dense, Rows } from './dense.ts';
import { toDense } from './dense.ts';
import { describe } from './describe.ts';
import type { Label, Labels } from './labels.ts';
import { encodeLabels } from './labels.ts';

/** Inputs with labels as class indices `0 … classes.length − 1`. */
export interface LabelledData extends Dense {
  codes: Int32Array;
  classes: Label[];
}

/**
 * Checks what `fit` is given, all of it, and copies it.
 * @param X - n × d inputs.
 * @param y - n labels.
 * @param columns - How wide X has to be. Default: as wide as its first row.
 * @param owner - What stands before X and y in the messages, `training.` for instance.
 * @throws {TypeError} Anything but numbers in X, or labels of another kind.
 * @throws {RangeError} Bad shapes, NaN or infinity, fewer than two classes.
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
  return data;
}

/**
 * Checks some rows of many, which may be all of one class, and copies them.
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
 * Checks rows that are to be held against others, and puts them before those.
 * @param X - m × d inputs.
 * @param y - m labels, of classes that the others have.
 * @param others - n × d inputs with classes.
 * @returns (m + n) × d inputs: the given ones, then the others.
 * @throws {TypeError|RangeError} As `checkLabelledData`; a label of a class that the others lack.
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

/**
 * Counts the rows of each class.
 * @returns One count a class, in the order of `classes`.
 */
export function classSizes(data: LabelledData): Int32Array {
  const sizes = new Int32Array(data.classes.length);
  for (const code of data.codes) sizes[code]++;
  return sizes;
}

/** Rows in the order of their classes, ascending within each. */
export interface RowsByClass {
  order: Int32Array;
  /** Where each class begins, and where the last one ends. */
  starts: Int32Array;
}

/** Puts the rows of each class together. O(n). */
export function groupByClass(data: LabelledData): RowsByClass {
  const starts = new Int32Array(data.classes.length + 1);
  for (const [code, size] of classSizes(data).entries()) {
    starts[code + 1] = starts[code] + size;
  }
  const next = starts.slice();
  const order = new Int32Array(data.rows);
  for (const [row, code] of data.codes.entries()) order[next[code]++] = row;
  return { order, starts };
}
