import { markOf } from '../../src/report/drawing/marks.ts';
import type { TableReply } from '../protocol.ts';

import { element } from './element.ts';

// eslint-disable-next-line unicorn/prefer-https -- the name of a language, not an address
const SVG = 'http://www.w3.org/2000/svg';

/** Shows what was read, and what was left out. */
export function showTable(table: TableReply): void {
  const { name, rows, columns, classes, label, candidates, notes, drawn } =
    table;
  const about = `${name}: ${rows.toLocaleString('en')} rows × ${columns.length} columns, ${classes.length} classes.`;
  element('about', HTMLElement).textContent =
    drawn.length < rows
      ? `${about} The map shows ${drawn.length.toLocaleString('en')} of them.`
      : about;
  element('notes', HTMLUListElement).replaceChildren(
    ...notes.map((note) => make('li', note)),
  );
  showCandidates(candidates, label);
  element('legend', HTMLUListElement).replaceChildren(
    ...classes.map((one, code) => legendEntry(one, code)),
  );
  const row = element('row', HTMLInputElement);
  row.max = String(rows);
}

/**
 * Offers columns that may contain the class.
 * @param candidates - Their names.
 * @param label - The selected one; default: none yet.
 */
export function showCandidates(candidates: string[], label?: string): void {
  element('label-field', HTMLElement).hidden = candidates.length < 2;
  const options = candidates.map(
    (one) => new Option(one, one, false, one === label),
  );
  if (label === undefined) {
    const none = new Option('Choose …', '', true, true);
    none.disabled = true;
    options.unshift(none);
  }
  element('label', HTMLSelectElement).replaceChildren(...options);
}

function legendEntry(label: string, code: number): HTMLLIElement {
  const { colour, shape } = markOf(code);
  const sample = document.createElementNS(SVG, 'svg');
  sample.setAttribute('viewBox', '-6 -6 12 12');
  sample.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('class', `mark ${colour}`);
  path.setAttribute('d', `M0 0${shape}`);
  sample.append(path);
  const entry = document.createElement('li');
  const text = make('span', label);
  text.title = label;
  entry.append(sample, text);
  return entry;
}

function make<Tag extends 'li' | 'span'>(
  tag: Tag,
  text: string,
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}
