import { isAnyArray } from 'is-any-array';
import type { AbstractMatrix } from 'ml-matrix';
import { Matrix } from 'ml-matrix';

import { checkNumber } from '../options/checks.ts';
import { describe } from '../options/describe.ts';

import type { Tensor } from './Tensor.ts';
import { readTensor } from './Tensor.ts';

/** A row-major matrix: the entry (i, j) is `values[i · columns + j]`. */
export interface Dense {
  /** All entries, `rows · columns` numbers. */
  values: Float64Array;
  /** The number of rows. */
  rows: number;
  /** The number of columns. */
  columns: number;
}

/** Rows in any accepted form: arrays, typed arrays, a `Matrix` of ml-matrix, or a tensor of TensorFlow.js. */
export type Rows = ArrayLike<ArrayLike<number>> | AbstractMatrix | Tensor;

/**
 * Copies rows in any accepted form into one block of memory, and checks every number.
 * @param columns - The required number of columns. Default: that of the first row.
 * @throws {TypeError} If data is not an array of arrays of numbers.
 * @throws {RangeError} If there are no rows or no columns, rows differ in length, or a value is NaN or infinite.
 */
export function toDense(data: Rows, name: string, columns?: number): Dense {
  const rows: unknown = readTensor(data);
  const dense = Matrix.isMatrix(rows)
    ? copyMatrix(rows, name)
    : copyRows(rows, name, columns);
  if (dense.rows === 0) {
    throw new RangeError(`${name} must have at least one row, got none`);
  }
  if (dense.columns === 0) {
    throw new RangeError(`${name} must have at least one column, got none`);
  }
  if (columns !== undefined && dense.columns !== columns) {
    throw new RangeError(
      `${name} must have ${columns} columns, got ${dense.columns}`,
    );
  }
  checkFinite(dense, name);
  return dense;
}

/**
 * Copies a single row, and checks every number.
 * @throws {TypeError} If row is not an array of numbers.
 * @throws {RangeError} If it has another length, or a value is NaN or infinite.
 */
export function toVector(
  row: unknown,
  name: string,
  length: number,
): Float64Array {
  if (!isAnyArray(row)) {
    throw new TypeError(
      `${name} must be an array of numbers, got ${describe(row)}`,
    );
  }
  if (row.length !== length) {
    throw new RangeError(
      `${name} must have ${length} numbers, got ${row.length}`,
    );
  }
  return Float64Array.from(row, (value: unknown, at) =>
    checkNumber(value, `${name}[${at}]`),
  );
}

/** Returns the rows of a matrix as plain arrays. */
export function toRows(dense: Dense): number[][] {
  const { values, columns } = dense;
  const rows: number[][] = [];
  for (let at = 0; at < values.length; at += columns) {
    rows.push(Array.from(values.subarray(at, at + columns)));
  }
  return rows;
}

function copyMatrix(matrix: AbstractMatrix, name: string): Dense {
  const { rows, columns } = matrix;
  if (!Number.isSafeInteger(rows * columns)) {
    throw new TypeError(`${name} must be a Matrix with rows and columns`);
  }
  const values = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      values[row * columns + column] = matrix.get(row, column);
    }
  }
  return { values, rows, columns };
}

function copyRows(data: unknown, name: string, expected?: number): Dense {
  if (!isAnyArray(data)) {
    throw new TypeError(
      `${name} must be an array of rows or a Matrix, got ${describe(data)}`,
    );
  }
  const rows = data.length;
  const columns = expected ?? rowAt(data, 0, name)?.length ?? 0;
  // lengths first: one long row among many empty ones must not allocate a huge matrix
  for (let i = 0; i < rows; i++) {
    const row = rowAt(data, i, name);
    if (row?.length !== columns) {
      throw new RangeError(
        `${name}[${i}] must have ${columns} columns, got ${row?.length}`,
      );
    }
  }
  const values = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    const row = data[i] as ArrayLike<unknown>;
    for (let j = 0; j < columns; j++) {
      const value = row[j];
      if (typeof value !== 'number') {
        throw new TypeError(
          `${name}[${i}][${j}] must be a number, got ${describe(value)}`,
        );
      }
      values[i * columns + j] = value;
    }
  }
  return { values, rows, columns };
}

function rowAt(
  data: ArrayLike<unknown>,
  index: number,
  name: string,
): ArrayLike<unknown> | undefined {
  if (index >= data.length) return undefined;
  const row = data[index];
  // the first check mostly decides, and is much faster
  if (!Array.isArray(row) && !isAnyArray(row)) {
    throw new TypeError(
      `${name}[${index}] must be an array of numbers, got ${describe(row)}`,
    );
  }
  return row;
}

function checkFinite({ values, columns }: Dense, name: string): void {
  let index = 0;
  while (index < values.length && Number.isFinite(values[index])) index++;
  if (index === values.length) return;
  const row = Math.floor(index / columns);
  throw new RangeError(
    `${name}[${row}][${index % columns}] must be finite, got ${values[index]}`,
  );
}

/**
 * Copies some rows.
 * @param data - n × d.
 * @param rows - Their indices, in any order; the result has them in this order.
 * @param values - The memory of the result; overwritten.
 */
export function pickRows(
  data: Dense,
  rows: ArrayLike<number>,
  values: Float64Array = new Float64Array(rows.length * data.columns),
): Dense {
  const { columns } = data;
  for (let at = 0; at < rows.length; at++) {
    values.set(rowOf(data, rows[at]), at * columns);
  }
  return { values, rows: rows.length, columns };
}

/**
 * Returns a row, as a view and not a copy.
 * @param data - n × d.
 */
export function rowOf({ values, columns }: Dense, row: number): Float64Array {
  return values.subarray(row * columns, (row + 1) * columns);
}

/**
 * Checks that no row is all zeros.
 * @param data - n × d.
 * @param reason - The end of the message: why that is not allowed.
 * @throws {RangeError} If a row is all zeros.
 */
export function checkNoZeroRow(data: Dense, name: string, reason = ''): void {
  for (let row = 0; row < data.rows; row++) {
    if (rowOf(data, row).some((entry) => entry !== 0)) continue;
    throw new RangeError(`${name}[${row}] must not be all zeros${reason}`);
  }
}
