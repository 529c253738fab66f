/**
 * Tables from files: cells to numbers and labels, and the same columns for rows that come later.
 * @module ml-metric-learning/table
 */

export { readTable } from './table/readTable.ts';
export type { Table } from './table/Table.ts';
export type { TableOptions } from './table/tableOptions.ts';
export { readRows } from './table/readRows.ts';
export type { LaterRows } from './table/readRows.ts';
export { readSheet } from './table/sheet/readSheet.ts';
export type { SheetOptions, TableSource } from './table/sheet/readSheet.ts';
export type { Sheet, SheetColumn, SkippedRow } from './table/sheet/Sheet.ts';
export { TableEncoder } from './table/TableEncoder.ts';
export type { EncoderOptions } from './table/TableEncoder.ts';
export type { TableRecord } from './table/recordCells.ts';
export type { ColumnGroup } from './table/columns/columnGroups.ts';
export type { SavedEncoder } from './table/savedEncoder.ts';
export type {
  CategoryColumn,
  Cell,
  EncodedColumn,
  NumberColumn,
} from './table/columns/EncodedColumn.ts';
export type { ColumnName } from './table/columns/placesOf.ts';
export type {
  DecimalMark,
  NumberFormat,
} from './table/columns/numberFormats.ts';
