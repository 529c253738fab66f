import type { ConfusionMatrix } from 'ml-confusion-matrix';

import type { Label } from '../validation/labels.ts';
import { checkInteger, checkObject } from '../validation/options.ts';

import { checkCount, checkDistinct } from './checks.ts';
import { text } from './element.ts';
import type { FigureOptions } from './figure.ts';
import { checkFigureOptions, figure } from './figure.ts';
import { formatCount, formatPart, group } from './formatNumber.ts';
import { nameClasses } from './nameThings.ts';
import { pick } from './sampleRows.ts';
import { drawSquares } from './squares.ts';
import { sumOf } from './sumOf.ts';

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
 * @param confusion - Classes and counts, or an ml-confusion-matrix, as `crossValidate` gives it.
 * @param options - Title, id, theme.
 * @returns An SVG.
 * @throws {TypeError|RangeError} Counts of another shape, or below 0.
 */
export function confusionSVG(
  confusion: Confusion | ConfusionMatrix<Label>,
  options: FigureOptions = {},
): string {
  const checked = checkFigureOptions(options, {
    title: 'Which classes are taken for which',
    id: 'confusion',
  });
  const { labels, counts } = checkConfusion(confusion);
  const names = nameClasses(labels);
  const shown = mostMistaken(counts);
  const squares = drawSquares(pick(names, shown), 50, LEAST, (i, j, size) => {
    const row = counts[shown[i]];
    const count = row[shown[j]];
    const digits = group(count);
    return {
      look: i === j ? 'minus' : 'plus',
      // a mistake of one row in a hundred is to be seen
      strength: count && 0.15 + (0.6 * count) / sumOf(row),
      told: count > 0 && digits.length * 6.2 <= size - 2 ? digits : '',
      about: `${names[shown[i]]} taken for ${names[shown[j]]}: ${formatCount(count, 'row')}`,
    };
  });
  const right = sumOf(counts.map((row, at) => row[at]));
  const total = sumOf(counts.flat());
  const note =
    shown.length < labels.length
      ? ` Shown are the ${shown.length} of ${labels.length} classes that are mistaken most.`
      : '';
  return figure(checked, {
    description: `${group(right)} of ${formatCount(total, 'row')} are right${total > 0 ? ` (${formatPart(right / total)})` : ''}.${note}`,
    width: squares.width,
    height: squares.bottom,
    body: [
      text(8, 38, 'rows: what it is; columns: what it was taken for', {
        class: 'quiet',
      }),
      ...squares.body,
    ],
  });
}

// in their own order
function mostMistaken(counts: ReadonlyArray<readonly number[]>): number[] {
  const mistakes = counts.map((row, at) => {
    const taken = counts.map((other) => other[at]);
    return sumOf(row) + sumOf(taken) - 2 * row[at];
  });
  return Array.from(counts.keys())
    .toSorted((a, b) => mistakes[b] - mistakes[a])
    .slice(0, MOST_CLASSES)
    .toSorted((a, b) => a - b);
}

function checkConfusion(given: Confusion | ConfusionMatrix<Label>): Confusion {
  checkObject(given, 'confusion');
  const { labels, counts } =
    'getMatrix' in given
      ? { labels: given.getLabels(), counts: given.getMatrix() }
      : given;
  checkDistinct(labels, 'labels');
  checkCount(counts, 'counts', 'rows', labels.length, 'labels');
  for (const [i, row] of counts.entries()) {
    checkCount(row, `counts[${i}]`, 'numbers', labels.length, 'labels');
    for (const [j, count] of row.entries()) {
      checkInteger(count, `counts[${i}][${j}]`, { min: 0 });
    }
  }
  return { labels, counts };
}
