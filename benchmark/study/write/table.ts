import { markdownTable } from 'markdown-table';

/**
 * A Markdown table.
 * @param head - Names of the columns.
 * @param lines - The cells of each line.
 * @param texts - The number of text columns, which are aligned left.
 */
export function writeTable(
  head: string[],
  lines: string[][],
  texts = 1,
): string {
  const align = head.map((_, column) => (column < texts ? 'l' : 'r'));
  return markdownTable([head, ...lines], { align });
}
