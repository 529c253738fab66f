import { drawAxes } from '../../../src/report/drawAxes.ts';
import { drawLegend } from '../../../src/report/drawLegend.ts';
import { escapeText } from '../../../src/report/escapeText.ts';
import { WIDTH, figure, round } from '../../../src/report/figure.ts';
import { markOf } from '../../../src/report/marks.ts';
import { extentOf, linearScale } from '../../../src/report/scale.ts';
import type { Study } from '../Study.ts';
import { compareMargin } from '../compareMargin.ts';
import { accuracyOf, radiusOf } from '../readings.ts';
import { listNames, writeDifference } from '../write/numbers.ts';

const FRAME = { left: 46, right: WIDTH - 14, top: 54, bottom: 290 };

/**
 * Draws what the margin changes: a mark for each method and data set, more room to the right, more accuracy upwards.
 * @param study - What to draw.
 * @returns An SVG.
 */
export function marginFigure({ results, settings }: Study): string {
  const { testSize } = settings;
  const accuracy = compareMargin(results, 'tuned', accuracyOf, testSize);
  const radius = compareMargin(results, 'tuned', radiusOf, testSize);
  const points = accuracy.flatMap(({ base, sets }, method) =>
    sets.map((set, at) => ({
      name: `${base} on ${set.set}: radius ${writeDifference(radius[method].sets[at])}, accuracy ${writeDifference(set)}`,
      right: radius[method].sets[at].mean,
      up: set.mean,
      mark: markOf(method),
    })),
  );
  const { left, right, top, bottom } = FRAME;
  const x = linearScale(
    extentOf([0, ...points.map((point) => point.right)], 0.06),
    [left, right],
  );
  const y = linearScale(
    extentOf([0, ...points.map((point) => point.up)], 0.06),
    [bottom, top],
  );
  const legend = drawLegend(
    accuracy.map(({ base }, at) => {
      const { colour, shape } = markOf(at);
      const sample = `<path class="mark ${colour}" d="M0 0${shape}"/>`;
      return { sample, reach: 5, name: base };
    }),
    bottom + 42,
  );
  return figure(
    { title: 'What the margin changes', id: 'study-margin', theme: 'auto' },
    {
      description: `A mark for each of ${listNames(accuracy.map(({ base }) => base))} on each data set. ${points.map(({ name }) => name).join('; ')}.`,
      width: WIDTH,
      height: bottom + 42 + legend.height,
      body: [
        ...drawAxes(FRAME, x, y, {
          x: 'change of the certified radius (sd)',
          y: 'change of accuracy',
        }),
        `<path class="axis dashed" d="M${round(x.place(0))} ${top}V${bottom}"/>`,
        `<path class="axis dashed" d="M${left} ${round(y.place(0))}H${right}"/>`,
        ...points.map(
          ({ name, right: gain, up, mark }) =>
            `<path class="mark ${mark.colour}" d="M${round(x.place(gain))} ${round(y.place(up))}${mark.shape}"><title>${escapeText(name)}</title></path>`,
        ),
        ...legend.body,
      ],
    },
  );
}
