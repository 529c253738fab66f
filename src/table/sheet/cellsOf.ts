import type { Cell } from '../columns/EncodedColumn.ts';
import { isMissing } from '../columns/missing.ts';
import { readNumber } from '../columns/numberFormats.ts';

import type { Sheet } from './Sheet.ts';

/**
 * Turns the texts of a file into cells: numbers in columns of numbers, whatever their format, `null` where one is missing
 * or no number, and texts in all other columns.
 * @param label - A column whose texts stay as they are; −1: none.
 */
export function cellsOf({ columns, records }: Sheet, label: number): Cell[][] {
  return records.map((record) =>
    record.map((text, at) => {
      if (at === label) return text;
      if (isMissing(text)) return null;
      const { format } = columns[at];
      return format ? (readNumber(text, format) ?? null) : text;
    }),
  );
}
