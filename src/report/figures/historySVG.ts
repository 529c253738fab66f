import type { FitProgress } from '../../fit/FitSummary.ts';
import { number, readEach, readOptions } from '../../options/readOptions.ts';
import type { FigureOptions } from '../drawing/figure.ts';
import { figureReaders } from '../drawing/figure.ts';
import { drawLine, drawMark } from '../drawing/marks.ts';
import { plotFigure, plotIn } from '../drawing/plot.ts';
import { extentOf } from '../drawing/scale.ts';
import { checkList } from '../text/checks.ts';
import { formatCount, formatNumber } from '../text/formatNumber.ts';

const READERS = {
  iteration: number(),
  objective: number(),
  gradientNorm: number(),
};
/** Of a longer history, evenly spaced iterations are drawn. */
const MOST_POINTS = 800;

/**
 * Draws the objective over the iterations of a fit.
 * @param history - `metric.summary.history`: at least one iteration.
 * @param options - Title, id and theme.
 * @returns An SVG.
 * @throws {TypeError|RangeError} If it is not such a history, or has numbers that are not finite.
 */
export function historySVG(
  history: readonly FitProgress[],
  options: FigureOptions = {},
): string {
  const checked = readOptions(
    options,
    'options',
    figureReaders('Objective during training', 'history'),
  );
  checkHistory(history);
  const every = Math.ceil(history.length / MOST_POINTS);
  const shown = history.filter(
    (_, at) => at % every === 0 || at === history.length - 1,
  );
  const plot = plotIn(
    230,
    extentOf(shown.map(({ iteration }) => iteration)),
    extentOf(
      shown.map(({ objective }) => objective),
      0.06,
    ),
    { x: 'iteration', y: 'objective' },
  );
  const placeOf = (at: FitProgress) => plot.place(at.iteration, at.objective);
  const [first] = history;
  const last = history.at(-1) ?? first;
  const marked = history.length <= 60 ? shown : [first, last];
  return plotFigure(checked, {
    plot,
    description: `The objective went from ${formatNumber(first.objective)} to ${formatNumber(last.objective)} in ${formatCount(last.iteration, 'iteration')}.`,
    body: [
      drawLine(0, shown.map(placeOf)),
      ...marked.map((at) => {
        const about = `iteration ${at.iteration}: ${formatNumber(at.objective, 5)}, gradient ${formatNumber(at.gradientNorm)}`;
        return drawMark(0, placeOf(at), about);
      }),
    ],
  });
}

function checkHistory(history: readonly FitProgress[]): void {
  checkList(history, 'history', 'iteration');
  for (const [at, progress] of history.entries()) {
    readEach(progress, `history[${at}]`, READERS);
  }
}
