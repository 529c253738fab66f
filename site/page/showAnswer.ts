import {
  formatChange,
  formatNumber,
  formatRadius,
  formatSize,
} from '../../src/report/text/formatNumber.ts';
import type { AnswerReply } from '../protocol.ts';

import { element } from './element.ts';

/** The largest number of columns listed: those that change most. */
const MOST_LINES = 8;

/**
 * Shows the prediction of the query, its certainty, and what would change it.
 * @param columns - Names.
 */
export function showAnswer(answer: AnswerReply, columns: string[]): void {
  const { row, isRow, truth, label, radius, adversary } = answer;
  const line = `row ${row + 1}, ${truth}`;
  write(
    'came',
    isRow
      ? `This is ${line}.`
      : `It was ${line}, and has moved. What the map does not show of it is as in that row.`,
  );
  const input = element('row', HTMLInputElement);
  if (document.activeElement !== input) input.value = String(row + 1);
  write('prediction', label);
  write('radius', formatRadius(radius));
  write(
    'adversary',
    adversary ? `${formatSize(adversary.size)}, ${adversary.label}` : 'none',
  );
  write('meaning', meaningOf(answer));
  element('values', HTMLTableElement).tBodies[0].replaceChildren(
    ...linesOf(answer, columns),
  );
}

function meaningOf({ radius, isExact }: AnswerReply): string {
  if (radius === 0) {
    return 'Nothing is certain here: the vote is split, or rows of other classes are as near.';
  }
  if (radius === Infinity) {
    return 'Rows of other classes are too few to win a vote anywhere.';
  }
  const size = formatRadius(radius);
  return `No change shorter than ${size} standard deviations, over all columns together, makes it another class.${isExact ? ' With one vote, the radius is the largest there is.' : ''}`;
}

function linesOf(
  { values, adversary, scale }: AnswerReply,
  columns: string[],
): HTMLTableRowElement[] {
  const changes = values.map((value, at) =>
    adversary ? (adversary.row[at] - value) / scale[at] : 0,
  );
  const order = Array.from(columns.keys())
    .toSorted((a, b) => Math.abs(changes[b]) - Math.abs(changes[a]))
    .slice(0, MOST_LINES);
  return order.map((at) => {
    const line = document.createElement('tr');
    const head = document.createElement('th');
    head.scope = 'row';
    head.textContent = columns[at];
    head.title = columns[at];
    line.append(head);
    const cells = [
      formatNumber(values[at], 4),
      adversary ? formatNumber(adversary.row[at], 4) : '',
      adversary ? formatChange(changes[at]) : '',
    ];
    for (const cell of cells) line.insertCell().textContent = cell;
    return line;
  });
}

function write(id: string, text: string): void {
  element(id, HTMLElement).textContent = text;
}
