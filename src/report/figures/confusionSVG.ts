import type { ConfusionMatrix } from 'ml-confusion-matrix';

import type { Label } from '../../data/labels.ts';
import { checkInteger, checkObject } from '../../options/checks.ts';
import { readOptions } from '../../options/readOptions.ts';
import { text } from '../drawing/element.ts';
import type { FigureOptions } from '../drawing/figure.ts';
import { figure, figureReaders } from '../drawing/figure.ts';
import { sumOf } from '../drawing/scale.ts';
import { drawSquares } from '../drawing/squares.ts';
import { checkCount, checkDistinct } from '../text/checks.ts';
import {
  formatCount,
  formatInteger,
  formatPart,
  nameClasses,
} from '../text/formatNumber.ts';

import { pick } from './sampleRows.ts';

/** A confusion matrix. */
export interface Confusion {
  /** c distinct classes. */
  labels: readonly Label[];
  /** c × c counts: `counts[i][j]` rows of class i are predicted as class j. */
  counts: ReadonlyArray<readonly number[]>;
}

/** The smallest square: its name is 10 pixels high, and it holds two digits. */
const LEAST = 15;
/** Of more classes, those with the most errors are drawn. */
const MOST_CLASSES = 40;

/**
 * Draws a confusion matrix: a row of squares for each actual class, blue for correct predictions, orange for errors. Of
 * more than 40 classes, it shows the 40 with the most errors.
 * @param confusion - Classes and counts, or a confusion matrix of ml-confusion-matrix, such as that of `crossValidate`.
 * @param options - Title, id and theme.
 * @returns An SVG.
 * @throws {TypeError|RangeError} If counts do not have one row and one column per class, or are not whole
 * numbers of at least 0.
 */
export function confusionSVG(
  confusion: Confusion | ConfusionMatrix<Label>,
  options: FigureOptions = {},
): string {
  const checked = readOptions(
    options,
    'options',
    figureReaders('Confusion matrix', 'confusion'),
  );
  const { labels, counts } = checkConfusion(confusion);
  const names = nameClasses(labels);
  const shown = mostMistaken(counts);
  const squares = drawSquares(pick(names, shown), 50, LEAST, (i, j, size) => {
    const row = counts[shown[i]];
    const count = row[shown[j]];
    const digits = formatInteger(count);
    return {
      look: i === j ? 'minus' : 'plus',
      // an error of one row in a hundred must be visible
      strength: count && 0.15 + (0.6 * count) / sumOf(row),
      label: count > 0 && digits.length * 6.2 <= size - 2 ? digits : '',
      about: `${names[shown[i]]} predicted as ${names[shown[j]]}: ${formatCount(count, 'row')}`,
    };
  });
  const right = sumOf(counts.map((row, at) => row[at]));
  const total = sumOf(counts.flat());
  const note =
    shown.length < labels.length
      ? ` Only the ${shown.length} of ${labels.length} classes with the most errors are shown.`
      : '';
  return figure(checked, {
    description: `${formatInteger(right)} of ${formatCount(total, 'row')} are classified correctly${total > 0 ? ` (${formatPart(right / total)})` : ''}.${note}`,
    width: squares.width,
    height: squares.bottom,
    body: [
      text(8, 38, 'rows: actual class; columns: predicted class', {
        class: 'quiet',
      }),
      ...squares.body,
    ],
  });
}

// the classes with the most errors, in the order of the labels
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
