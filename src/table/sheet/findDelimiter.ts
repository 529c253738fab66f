import { looksLikeNumber } from '../columns/numberFormats.ts';

import type { Cells } from './parseCells.ts';
import { parseCells } from './parseCells.ts';

/** What may separate cells; the earlier one where two do as well. */
const DELIMITERS = ['\t', ';', ',', '|', ' '];
/** As many lines, and characters, show which it is. */
const MOST_LINES = 200;
const MOST_CHARACTERS = 1_000_000;

/**
 * Finds the delimiter by which most lines have the same number of cells, and most cells are numbers. Quotations are
 * respected.
 * @param text - With `\n` at the ends of lines.
 * @returns One of `\t ; , |`, or a blank that stands for any number of blanks and tabs; `undefined` if there is a single
 * column.
 */
export function findDelimiter(text: string): string | undefined {
  const head = text.slice(0, MOST_CHARACTERS);
  let best: { score: number; width: number; delimiter?: string } = {
    score: 0,
    width: 1,
  };
  for (const delimiter of DELIMITERS) {
    if (!head.includes(delimiter) && delimiter !== ' ') continue;
    const { score, width } = rate(readHead(head, delimiter));
    const isBetter =
      score > best.score || (score === best.score && width > best.width);
    if (width > 1 && isBetter) best = { score, width, delimiter };
  }
  return best.delimiter;
}

function readHead(head: string, delimiter: string): Cells['records'] {
  try {
    return parseCells(head, { delimiter, most: MOST_LINES }).records;
  } catch {
    // the head may end within a quotation; half of it does not
    const end = head.lastIndexOf('\n', head.length / 2);
    return end > 0 ? readHead(head.slice(0, end), delimiter) : [];
  }
}

function rate(records: string[][]): { score: number; width: number } {
  const width = usualWidth(records);
  const usual = records.filter((record) => record.length === width);
  const cells = usual.flat();
  const numbers = cells.filter((cell) => looksLikeNumber(cell)).length;
  const share = usual.length / records.length;
  // a header with as many cells as the rows counts for more than numbers
  return { score: share ** 2 * (1 + numbers / cells.length), width };
}

/** The most frequent number of cells in a record, the larger of two; 0 without records. */
export function usualWidth(records: readonly string[][]): number {
  const counts = new Map<number, number>();
  for (const { length } of records) {
    counts.set(length, (counts.get(length) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  const widths = Array.from(counts.keys());
  return Math.max(0, ...widths.filter((width) => counts.get(width) === most));
}
