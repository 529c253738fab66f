import { escapeText } from '../text/escapeText.ts';

/** A cell of a table: text, or a number and how it is written. */
type Cell = string | { text: string; value: number };

/** A table. */
export interface Table {
  /** What it is, for those who cannot see it. */
  caption: string;
  heads: readonly string[];
  rows: ReadonlyArray<readonly Cell[]>;
}

/**
 * Writes a table: numeric columns are right-aligned, others left-aligned. The script of the page makes it sortable.
 * @returns HTML.
 */
export function drawTable(
  { caption, heads, rows }: Table,
  className = 'sortable',
): string {
  const isNumeric = heads.map((_, column) =>
    rows.every((row) => typeof row[column] !== 'string'),
  );
  const kind = (column: number) => (isNumeric[column] ? ' class="number"' : '');
  const head = heads
    .map((text, at) => `<th scope="col"${kind(at)}>${escapeText(text)}</th>`)
    .join('');
  const body = rows
    .map(
      (row) =>
        `<tr>${row.map((cell, at) => write(cell, kind(at))).join('')}</tr>`,
    )
    .join('\n');
  const name = escapeText(caption);
  return `<div class="scroll" tabindex="0" role="region" aria-label="${name}"><table class="${className}"><caption>${name}</caption><thead><tr>${head}</tr></thead><tbody>
${body}
</tbody></table></div>`;
}

/** More letters than this are better broken into lines. */
const LONG = 60;

function write(cell: Cell, kind: string): string {
  const [text, sorted] =
    typeof cell === 'string'
      ? [cell, '']
      : [cell.text, ` data-value="${cell.value}"`];
  const look = text.length > LONG ? ' class="long"' : kind;
  return `<td${look}${sorted}>${escapeText(text)}</td>`;
}
