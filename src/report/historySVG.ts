import { isAnyArray } from 'is-any-array';

import type { FitProgress } from '../estimators/FitSummary.ts';
import { describe } from '../validation/describe.ts';
import { checkNumber, checkObject } from '../validation/options.ts';

import { drawAxes } from './drawAxes.ts';
import { escapeText } from './escapeText.ts';
import type { FigureOptions } from './figure.ts';
import { WIDTH, checkFigureOptions, figure, round } from './figure.ts';
import { formatCount, formatNumber } from './formatNumber.ts';
import { markOf } from './marks.ts';
import { extentOf, linearScale } from './scale.ts';

const FRAME = { left: 52, right: WIDTH - 12, top: 54, bottom: 230 };
/** Of more points, every so many-th. */
const MOST_POINTS = 800;

/**
 * Draws how the objective fell while a metric was learned.
 * @param history - `metric.summary.history`.
 * @param options - Title, id, theme.
 * @returns An SVG.
 * @throws {TypeError|RangeError} Something else, or numbers that are not finite.
 */
export function historySVG(
  history: readonly FitProgress[],
  options: FigureOptions = {},
): string {
  const checked = checkFigureOptions(options, {
    title: 'How training went',
    id: 'history',
  });
  checkHistory(history);
  const every = Math.ceil(history.length / MOST_POINTS);
  const shown = history.filter(
    (_, at) => at % every === 0 || at === history.length - 1,
  );
  const { left, right, top, bottom } = FRAME;
  const x = linearScale(extentOf(shown.map(({ iteration }) => iteration)), [
    left,
    right,
  ]);
  const y = linearScale(
    extentOf(
      shown.map(({ objective }) => objective),
      0.06,
    ),
    [bottom, top],
  );
  const places = shown.map(
    ({ iteration, objective }) =>
      `${round(x.place(iteration))} ${round(y.place(objective))}`,
  );
  const { colour, shape } = markOf(0);
  const [first] = history;
  const last = history.at(-1) ?? first;
  const marked = history.length <= 60 ? shown : [first, last];
  return figure(checked, {
    description: `The objective went from ${formatNumber(first.objective)} to ${formatNumber(last.objective)} in ${formatCount(last.iteration, 'iteration')}.`,
    width: WIDTH,
    height: bottom + 44,
    body: [
      ...drawAxes(FRAME, x, y, { x: 'iteration', y: 'objective' }),
      `<path class="line ${colour}" d="M${places.join('L')}"/>`,
      ...marked.map(({ iteration, objective, gradientNorm }) => {
        const place = `${round(x.place(iteration))} ${round(y.place(objective))}`;
        const about = `iteration ${iteration}: ${formatNumber(objective, 5)}, gradient ${formatNumber(gradientNorm)}`;
        return `<path class="mark ${colour}" d="M${place}${shape}"><title>${escapeText(about)}</title></path>`;
      }),
    ],
  });
}

function checkHistory(history: readonly FitProgress[]): void {
  if (!isAnyArray(history) || history.length === 0) {
    throw new TypeError(
      `history must be an array of at least one iteration, got ${describe(history)}`,
    );
  }
  for (const [at, progress] of history.entries()) {
    checkObject(progress, `history[${at}]`);
    checkNumber(progress.iteration, `history[${at}].iteration`);
    checkNumber(progress.objective, `history[${at}].objective`);
    checkNumber(progress.gradientNorm, `history[${at}].gradientNorm`);
  }
}
