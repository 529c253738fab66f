import { drawAxes } from '../../../src/report/drawAxes.ts';
import { WIDTH, figure, round } from '../../../src/report/figure.ts';
import { markOf } from '../../../src/report/marks.ts';
import { linearScale } from '../../../src/report/scale.ts';
import type { Reading, StudyResults } from '../StudyResults.ts';
import { friedman } from '../statistics/friedman.ts';
import { nemenyi } from '../statistics/nemenyi.ts';

const LINE = 22;
const TOP = 54;

/**
 * Draws the mean rank of each method, with half of Nemenyi's critical difference on either side.
 * @param results - Everything.
 * @param of - What is ranked.
 * @param name - What it is called.
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
  const bottom = TOP + LINE * methods.length;
  const frame = { left: 112, right: WIDTH - 16, top: TOP, bottom };
  const half = criticalDifference / 2;
  const x = linearScale(
    [1 - half, methods.length + half],
    [frame.left, frame.right],
  );
  const y = linearScale([0, methods.length], [TOP, bottom]);
  const rows = order.map((method, at) => ({
    method: methods[method],
    rank: meanRanks[method],
    place: y.place(at + 0.5),
    mark: markOf(method),
  }));
  const id = `study-ranks-${name.replaceAll(' ', '-')}`;
  return figure(
    { title: `Mean ranks by ${name}`, id, theme: 'auto' },
    {
      description: `${rows.map(({ method, rank }) => `${method}: ${rank.toFixed(2)}`).join(', ')}. Critical difference: ${criticalDifference.toFixed(2)}.`,
      width: WIDTH,
      height: bottom + 44,
      body: [
        ...drawAxes(
          frame,
          x,
          y,
          { x: 'mean rank, 1 is best', y: 'lines that do not overlap differ' },
          rows.map(({ method }, at) => ({ value: at + 0.5, text: method })),
        ),
        ...rows.map(({ rank, place, mark }) => {
          const from = round(x.place(rank - half));
          const to = round(x.place(rank + half));
          return `<g class="${mark.colour}"><path class="line" d="M${from} ${round(place)}H${to}"/><path class="mark" d="M${round(x.place(rank))} ${round(place)}${mark.shape}"/></g>`;
        }),
      ],
    },
  );
}
