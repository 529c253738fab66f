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
  const { row, isRow, truth, label, adversary } = answer;
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
  write('radius', radiusOf(answer));
  write(
    'adversary',
    adversary ? `${formatSize(adversary.size)}, ${adversary.label}` : 'none',
  );
  write('meaning', meaningOf(answer));
  element('values', HTMLTableElement).tBodies[0].replaceChildren(
    ...linesOf(answer, columns),
  );
}

function radiusOf({ radius, isExact }: AnswerReply): string {
  const size = formatRadius(radius);
  if (radius === Infinity) return size;
  return isExact ? `${size}, exact` : `at least ${size}`;
}

function meaningOf({ radius, isExact, adversary }: AnswerReply): string {
  if (radius === Infinity) {
    return 'No change makes it another class: rows of other classes cannot win a vote anywhere.';
  }
  const size = formatRadius(radius);
  const none =
    radius === 0
      ? 'Nothing is certain here: rows of other classes are as near.'
      : `No change shorter than ${size} standard deviations, over all columns together, makes it another class.`;
  if (isExact) {
    return `${none} The radius is exact: the adversary is as near as that, but for rounding.`;
  }
  return adversary
    ? `${none} One of ${formatSize(adversary.size)} does; whether one in between does is not known.`
    : `${none} Whether a longer one does is not known.`;
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
