import { isAnyArray } from 'is-any-array';

import { describe } from '../validation/describe.ts';
import type { Label } from '../validation/labels.ts';
import { encodeLabels } from '../validation/labels.ts';
import { checkInteger, checkObject } from '../validation/options.ts';

import { escapeText, shorten } from './escapeText.ts';
import type { FigureOptions } from './figure.ts';
import { WIDTH, checkFigureOptions, figure, round, text } from './figure.ts';
import { formatCount, formatPart, group } from './formatNumber.ts';
import { labelWidth } from './importanceSVG.ts';
import { nameClasses } from './nameThings.ts';

/** How many rows of each class were predicted as which. */
export interface Confusion {
  /** Distinct classes. */
  labels: readonly Label[];
  /** `counts[i][j]` rows of class i were predicted as class j. */
  counts: ReadonlyArray<readonly number[]>;
}

/** Cells have room for a name of 10 pixels beside them, and for two digits. */
const LEAST = 15;
/** Of more, those with the most rows that were mistaken. */
const MOST_CLASSES = 40;

/**
 * Draws which classes are taken for which: a row of squares for each class, blue where it was recognized, orange where it was
 * taken for another.
 * @param confusion - Classes and counts.
 * @param options - Title, id, theme.
 * @returns An SVG.
 * @throws {TypeError|RangeError} Counts of another shape, or below 0.
 */
export function confusionSVG(
  confusion: Confusion,
  options: FigureOptions = {},
): string {
  const checked = checkFigureOptions(options, {
    title: 'Which classes are taken for which',
    id: 'confusion',
  });
  const { labels, counts } = checkConfusion(confusion);
  const names = nameClasses(labels);
  const shown = mostMistaken(counts);
  const sums = shown.map((i) => sumOf(counts[i]));
  const longest = shown.map((at) => shorten(names[at], 16));
  const left = labelWidth(longest);
  const top = 50;
  const wanted = (WIDTH - left - 12) / shown.length;
  const cell = Math.min(Math.max(wanted, LEAST), 56);
  const width = Math.max(WIDTH, left + shown.length * cell + 12);
  const body = shown.flatMap((i, row) => {
    const y = top + row * cell;
    return [
      text(left - 8, y + cell / 2 + 4, longest[row], {
        'text-anchor': 'end',
        ...(cell < 18 ? { class: 'small' } : {}),
      }),
      ...shown.map((j, column) => {
        const count = counts[i][j];
        const about = `${names[i]} taken for ${names[j]}: ${formatCount(count, 'row')}`;
        const place = { x: left + column * cell, y, size: cell };
        return drawCount(
          place,
          count,
          count / (sums[row] || 1),
          i === j,
          about,
        );
      }),
    ];
  });
  const bottom = top + shown.length * cell;
  const turned = longest.map((name, at) => {
    const x = left + (at + 0.5) * cell + 4;
    return text(x, bottom + 8, name, {
      class: 'quiet',
      'text-anchor': 'end',
      transform: `rotate(-45 ${round(x)} ${round(bottom + 8)})`,
    });
  });
  const right = counts.reduce((sum, row, at) => sum + row[at], 0);
  const total = counts.reduce((sum, row) => sum + sumOf(row), 0);
  const note =
    shown.length < labels.length
      ? ` Shown are the ${shown.length} of ${labels.length} classes that are mistaken most.`
      : '';
  return figure(checked, {
    description: `${group(right)} of ${formatCount(total, 'row')} are right${total > 0 ? ` (${formatPart(right / total)})` : ''}.${note}`,
    width,
    height: bottom + 14 + left * 0.62,
    body: [
      text(8, 38, 'rows: what it is; columns: what it was taken for', {
        class: 'quiet',
      }),
      ...body,
      ...turned,
    ],
  });
}

function drawCount(
  { x, y, size }: { x: number; y: number; size: number },
  count: number,
  part: number,
  isRight: boolean,
  about: string,
): string {
  const box = `x="${round(x)}" y="${round(y)}" width="${round(size - 1)}" height="${round(size - 1)}"`;
  // a mistake of one row in a hundred is to be seen
  const strength = count === 0 ? 0 : 0.15 + 0.6 * part;
  const parts = [
    `<title>${escapeText(about)}</title>`,
    `<rect class="rule" ${box}/>`,
    `<rect class="${isRight ? 'minus' : 'plus'}" ${box} fill-opacity="${round(strength)}"/>`,
  ];
  const digits = group(count);
  if (count > 0 && digits.length * 6.2 <= size - 2) {
    parts.push(
      text(x + size / 2, y + size / 2 + 3.5, digits, {
        class: 'small',
        'text-anchor': 'middle',
      }),
    );
  }
  return `<g>${parts.join('')}</g>`;
}

function mostMistaken(counts: ReadonlyArray<readonly number[]>): number[] {
  const classes = Array.from(counts.keys());
  if (classes.length <= MOST_CLASSES) return classes;
  const mistakes = classes.map((at) => {
    const taken = counts.reduce((sum, row) => sum + row[at], 0);
    return sumOf(counts[at]) + taken - 2 * counts[at][at];
  });
  return classes
    .toSorted((a, b) => mistakes[b] - mistakes[a] || a - b)
    .slice(0, MOST_CLASSES)
    .toSorted((a, b) => a - b);
}

function sumOf(row: readonly number[]): number {
  return row.reduce((sum, count) => sum + count, 0);
}

function checkConfusion(confusion: Confusion): Confusion {
  checkObject(confusion, 'confusion');
  const { labels, counts } = confusion;
  const { classes } = encodeLabels(labels, 'labels');
  if (classes.length !== labels.length || labels.length === 0) {
    throw new RangeError(
      `labels must be distinct, at least one, got ${classes.length} different ones of ${labels.length}`,
    );
  }
  if (!isAnyArray(counts) || counts.length !== labels.length) {
    throw new RangeError(
      `counts must have a row for each of the ${labels.length} labels, got ${describe(counts)}`,
    );
  }
  for (const [i, row] of counts.entries()) {
    if (!isAnyArray(row) || row.length !== labels.length) {
      throw new RangeError(
        `counts[${i}] must have an entry for each of the ${labels.length} labels, got ${describe(row)}`,
      );
    }
    for (const [j, count] of row.entries()) {
      checkInteger(count, `counts[${i}][${j}]`, { min: 0 });
    }
  }
  return confusion;
}
