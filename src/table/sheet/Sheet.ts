import type { DecimalMark, NumberFormat } from '../columns/numberFormats.ts';

/** A line of the file that is not in the table. */
export interface SkippedRow {
  /** Where it begins, from 1. */
  line: number;
  /** Why, as the end of a sentence: `has 2 cells where the others have 3`. */
  reason: string;
}

/** What a column of the file contains. */
export interface SheetColumn {
  /** Unique among all columns. */
  name: string;
  /** `'row number'`: numbers that tell rows apart and nothing else. */
  kind: 'number' | 'row number' | 'text';
  /** How its numbers are written. */
  format: NumberFormat | undefined;
  /** Whether it can be a label: some values that occur again and again. */
  isLabelCandidate: boolean;
}

/** The cells of a file, before it is decided which column is the label. */
export interface Sheet {
  columns: SheetColumn[];
  /** Trimmed texts of the file, one for each column. */
  records: string[][];
  /** The line in which each record begins, from 1. */
  lines: number[];
  /** Whether the file has names of columns; else they are `column 1`, `column 2`, … */
  isNamed: boolean;
  delimiter: string;
  /** The decimal mark of the file, where it is certain. */
  decimal: DecimalMark | undefined;
  /** What was decided, one sentence each. */
  notes: string[];
  /** Lines that were left out, with reasons. */
  skipped: SkippedRow[];
}
