import { isPlainObject } from '../options/checks.ts';
import { describe } from '../options/describe.ts';

import type { Cell } from './columns/EncodedColumn.ts';
import type { EncoderState } from './savedEncoder.ts';
import { listSome, quote } from './text/sentences.ts';

/** A row: a cell for each column, in the order of the file, with or without the label; or cells by name. */
export type TableRecord = readonly Cell[] | Readonly<Record<string, Cell>>;

/**
 * Finds the cells of the used columns in a row.
 * @param place - The name of the row, for messages.
 * @throws {TypeError|RangeError} If it is no row, has another number of cells, or lacks a column.
 */
export function pickCells(
  record: unknown,
  { fileColumns, label, places }: EncoderState,
  place: string,
): Cell[] {
  if (Array.isArray(record)) {
    const cells = record as Cell[];
    if (cells.length === fileColumns.length) {
      return places.map((at) => checkCell(cells[at], place));
    }
    if (label !== undefined && cells.length === fileColumns.length - 1) {
      return places.map((at) =>
        checkCell(cells[at > label ? at - 1 : at], place),
      );
    }
    const wanted =
      label === undefined
        ? `${fileColumns.length} cells`
        : `${fileColumns.length} cells, or ${fileColumns.length - 1} without the label`;
    throw new RangeError(`${place} must have ${wanted}, got ${cells.length}`);
  }
  if (!isPlainObject(record)) {
    throw new TypeError(
      `${place} must be an array or an object of cells, got ${describe(record)}`,
    );
  }
  return places.map((at) => {
    const name = fileColumns[at];
    if (!Object.hasOwn(record, name)) {
      throw new RangeError(
        `${place} must have the column ${quote(name)}; it has ${listSome(Object.keys(record).map(quote)) || 'none'}`,
      );
    }
    return checkCell(record[name], place);
  });
}

/**
 * Checks training rows.
 * @param columns - The number of cells that each must have.
 * @throws {TypeError|RangeError} Anything else.
 */
export function checkRecords(
  records: ReadonlyArray<readonly Cell[]>,
  columns: number,
): void {
  if (!Array.isArray(records) || records.length === 0) {
    throw new TypeError(
      `records must be an array of at least one row, got ${describe(records)}`,
    );
  }
  for (const [row, record] of records.entries()) {
    const cells: unknown = record;
    if (!Array.isArray(cells)) {
      throw new TypeError(
        `records[${row}] must be an array of cells, got ${describe(cells)}`,
      );
    }
    if (cells.length !== columns) {
      throw new RangeError(
        `records[${row}] must have ${columns} cells (the number of names), got ${cells.length}`,
      );
    }
    for (const cell of cells) checkCell(cell, `records[${row}]`);
  }
}

function checkCell(cell: unknown, place: string): Cell {
  if (typeof cell === 'number' && Math.abs(cell) === Infinity) {
    throw new RangeError(`${place} must have finite numbers, got ${cell}`);
  }
  const isCell =
    cell === null ||
    ['string', 'number', 'boolean', 'undefined'].includes(typeof cell);
  if (isCell) return cell as Cell;
  throw new TypeError(
    `${place} must have texts, numbers and null as cells, got ${describe(cell)}`,
  );
}
