import { drawLine, drawMark } from '../../../src/report/drawing/marks.ts';
import { FRAME, plotFigure, plotIn } from '../../../src/report/drawing/plot.ts';
import type { Reading, StudyResults } from '../StudyResults.ts';
import { friedman } from '../statistics/friedman.ts';
import { nemenyi } from '../statistics/nemenyi.ts';

const LINE = 22;
/** The width of the names of methods. */
const LEFT = 112;

/**
 * Draws the mean rank of each method, with half of Nemenyi's critical difference on either side.
 * @param of - Selects the ranked number.
 * @param name - Its name.
 * @returns An SVG.
 */
export function rankFigure(
  results: StudyResults,
  of: Reading,
  name: string,
): string {
  const { methods, sets } = results;
  const { meanRanks } = friedman(results.means('tuned', of));
  const { criticalDifference } = nemenyi(meanRanks, sets.length);
  const order = Array.from(methods.keys()).toSorted(
    (a, b) => meanRanks[a] - meanRanks[b],
  );
  const half = criticalDifference / 2;
  // the first at the top
  const heightOf = (at: number) => methods.length - at - 0.5;
  const plot = plotIn(
    FRAME.top + LINE * methods.length,
    [1 - half, methods.length + half],
    [0, methods.length],
    { x: 'mean rank, 1 is best', y: 'lines that do not overlap differ' },
    order.map((method, at) => ({
      value: heightOf(at),
      text: methods[method],
    })),
    LEFT,
  );
  const rows = order.map((method, at) => ({
    method: methods[method],
    rank: meanRanks[method],
    height: heightOf(at),
    number: method,
  }));
  const id = `study-ranks-${name.replaceAll(' ', '-')}`;
  return plotFigure(
    { title: `Mean ranks by ${name}`, id, theme: 'auto' },
    {
      description: `${rows.map(({ method, rank }) => `${method}: ${rank.toFixed(2)}`).join(', ')}. Critical difference: ${criticalDifference.toFixed(2)}.`,
      plot,
      body: rows.flatMap(({ rank, height, number }) => {
        const ends = [rank - half, rank + half];
        return [
          drawLine(
            number,
            ends.map((end) => plot.place(end, height)),
          ),
          drawMark(number, plot.place(rank, height)),
        ];
      }),
    },
  );
}
