import type { TableEncoder } from './TableEncoder.ts';
import type { Cell } from './columns/EncodedColumn.ts';
import type { SkippedRow } from './sheet/Sheet.ts';

/** Numbers with a label for each row, and what was done to get them. */
export interface Table {
  X: number[][];
  /** The labels, trimmed, as they are in the file. */
  y: string[];
  /** The columns of X. */
  columnNames: readonly string[];
  labelName: string;
  /** What turns cells into X; learned from all rows. */
  encoder: TableEncoder;
  /** The cells of each row of X, in the order of the columns of the file: numbers, texts, and `null` where one is missing. */
  records: Cell[][];
  /** The line of the file in which each row of X begins, from 1. */
  lines: number[];
  /** Everything that was decided, left out, filled or changed: one sentence each. */
  notes: string[];
  /** Rows that were left out, with reasons. */
  skipped: SkippedRow[];
  /**
   * Learns an encoder from some rows only, for folds without leaks: `encode` then turns these and others into numbers.
   * @param rows - Indices of training rows.
   */
  encoderOf: (rows: ArrayLike<number>) => TableEncoder;
}
