import { uniqueNames } from '../text/uniqueNames.ts';

import type { EncodedColumn } from './EncodedColumn.ts';
import { encodeCell, isBinary, optionsOf } from './EncodedColumn.ts';

/** The encoded columns that come from one column of the file. */
export interface ColumnGroup {
  /** The name in the file. */
  name: string;
  kind: 'number' | 'integer' | 'category';
  /** The indices of its columns among the encoded ones. */
  columns: number[];
  /** What a category can be, with the numbers in its columns; empty for numbers. */
  values: Array<{ text: string; numbers: number[] }>;
}

/** Names the encoded columns: `length`, `metal = steel`. */
export function encodedNames(columns: readonly EncodedColumn[]): string[] {
  return uniqueNames(
    columns.flatMap((column) =>
      column.kind === 'category'
        ? optionsOf(column).map(({ text }) => `${column.name} = ${text}`)
        : [column.name],
    ),
  );
}

/** Finds which encoded columns come from which column of the file. */
export function groupsOf(columns: readonly EncodedColumn[]): ColumnGroup[] {
  let next = 0;
  return columns.map((column) => {
    const { name, kind } = column;
    const options = kind === 'category' ? optionsOf(column) : [];
    const width = kind === 'category' ? options.length : 1;
    const places = Array.from({ length: width }, (_, at) => next + at);
    next += width;
    if (kind !== 'category') return { name, kind, columns: places, values: [] };
    const texts = isBinary(column)
      ? column.values
      : options.filter(({ is }) => is === 'value').map(({ text }) => text);
    return {
      name,
      kind,
      columns: places,
      values: texts.map((text) => ({
        text,
        numbers: encodeCell(column, text, name),
      })),
    };
  });
}
