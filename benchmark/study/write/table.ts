import { markdownTable } from 'markdown-table';

/**
 * A table of Markdown.
 * @param head - Names of the columns.
 * @param lines - The cells of each line.
 * @param texts - How many columns are text, and stand on the left.
 * @returns The table.
 */
export function writeTable(
  head: string[],
  lines: string[][],
  texts = 1,
): string {
  const align = head.map((_, column) => (column < texts ? 'l' : 'r'));
  return markdownTable([head, ...lines], { align });
}
