import type { Theme } from '../drawing/figure.ts';
import { FIGURE_STYLE, FONT, withoutStyle } from '../drawing/figure.ts';
import { escapeText } from '../text/escapeText.ts';

/** The parts of a page. */
export interface Page {
  title: string;
  /** A line of text below the title. */
  about: string;
  /** Warnings above all sections. */
  warnings: readonly string[];
  sections: readonly Section[];
  theme: Theme;
}

/** A part of a report: a question, an answer in plain words, and what shows it. */
export interface Section {
  /** For links to it. */
  id: string;
  title: string;
  /** Text. */
  lead: string;
  /** SVGs, beside each other where there is room. */
  figures: string[];
  /** HTML. */
  body: string[];
}

/** The style of a page, on screen and in print. */
const PAGE_STYLE = `${FIGURE_STYLE}
html{background:var(--paper);color:var(--ink);font:16px/1.5 ${FONT};overflow-wrap:anywhere}
body{max-width:1080px;margin:0 auto;padding:24px 16px}
h1,h2{line-height:1.2;margin:0 0 12px}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:4px 16px;padding:0;margin:0}
a{color:var(--c0)}
section{border-top:1px solid var(--rule);margin-top:24px;padding-top:24px}
p{margin:0 0 12px;max-width:46em}
.note,caption{color:var(--quiet);font-size:.85em}
.warn{border-left:4px solid var(--c5);padding-left:12px}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,320px),1fr));gap:16px 24px;align-items:start}
figure{margin:0}
.figures,.scroll{margin:0 0 12px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:.9em;font-variant-numeric:tabular-nums}
caption{text-align:left;padding-bottom:6px;width:min(46em,calc(100vw - 32px))}
th,td{text-align:left;vertical-align:top;padding:5px 14px 5px 0;border-bottom:1px solid var(--rule);overflow-wrap:normal}
th{min-width:2.5em}
td{white-space:nowrap}
td.long{white-space:normal;min-width:22em}
.number{text-align:right}
th button{all:unset;cursor:pointer;font:inherit}
th button:focus-visible{outline:auto}
th button::after{content:" ↕";color:var(--quiet)}
th[aria-sort=ascending] button::after{content:" ↑"}
th[aria-sort=descending] button::after{content:" ↓"}
pre{border:1px solid var(--rule);padding:12px;overflow-x:auto;font-size:.85em}
@media print{html{font-size:11px}body{max-width:none;padding:0}nav{display:none}figure,tr,.note,.lead{break-inside:avoid}h2,.lead{break-after:avoid}.scroll{overflow:visible}th button::after{content:""!important}.figures{grid-template-columns:1fr 1fr}svg{print-color-adjust:exact}}`;

/** Makes tables sortable. */
const PAGE_SCRIPT = `for (const { tHead, tBodies: [body] } of document.querySelectorAll('.sortable')) {
  const heads = [...tHead.rows[0].cells];
  heads.forEach((head, at) => {
    const button = document.createElement('button');
    button.append(...head.childNodes);
    head.append(button);
    const keyOf = ({ cells }) => cells[at].dataset.value ?? cells[at].textContent;
    button.onclick = () => {
      const isUp = head.ariaSort === 'ascending';
      for (const other of heads) other.ariaSort = null;
      head.ariaSort = isUp ? 'descending' : 'ascending';
      const compare = (a, b) => a - b || a.localeCompare(b, 'en', { numeric: true });
      const rows = [...body.rows].sort((a, b) => compare(keyOf(a), keyOf(b)));
      body.append(...(isUp ? rows.reverse() : rows));
    };
  });
}`;

/** SHA-256 of style and script, the only ones that the page allows; a test compares them. */
const HASHES = {
  style: 'W5UOwa59gT0x7YNr32BBjfhlG/wCGdbO8caDHCwtmOk=',
  script: 'C7Ht4F2gySQkV7s1+IDHiOUQPdUHznHIhBUVhlTZE8g=',
};

/** Writes a page that needs no other file, and loads none. */
export function drawPage({
  title,
  about,
  warnings,
  sections,
  theme,
}: Page): string {
  const links = sections
    .map(
      ({ id, title: name }) =>
        `<li><a href="#${id}">${escapeText(name)}</a></li>`,
    )
    .join('');
  return `<!doctype html>
<html lang="en" class="mml" data-theme="${theme}">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${HASHES.style}'; script-src 'sha256-${HASHES.script}'; base-uri 'none'; form-action 'none'"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>${escapeText(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>${escapeText(title)}</h1>
<p class="note">${escapeText(about)}</p>
${warnings.map((warning) => `<p class="warn">${escapeText(warning)}</p>`).join('\n')}
<nav aria-label="Questions"><ul>${links}</ul></nav>
</header>
<main>
${sections.map(drawSection).join('\n')}
</main>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

function drawSection({ id, title, lead, figures, body }: Section): string {
  const drawn = figures.map((svg) => `<figure>${withoutStyle(svg)}</figure>`);
  return `<section id="${id}">
<h2>${escapeText(title)}</h2>
<p class="lead">${escapeText(lead)}</p>
<div class="figures">${drawn.join('\n')}</div>
${body.join('\n')}
</section>`;
}

/** A cell of a table: text, or a number and how it is written. */
type Cell = string | { text: string; value: number };

/** A table. */
export interface Table {
  /** What it is, for those who cannot see it. */
  caption: string;
  heads: readonly string[];
  rows: ReadonlyArray<readonly Cell[]>;
}

/** Texts with more letters than this are broken into lines. */
const LONG = 60;

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

function write(cell: Cell, kind: string): string {
  const [text, sorted] =
    typeof cell === 'string'
      ? [cell, '']
      : [cell.text, ` data-value="${cell.value}"`];
  const look = text.length > LONG ? ' class="long"' : kind;
  return `<td${look}${sorted}>${escapeText(text)}</td>`;
}
