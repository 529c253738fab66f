import { round } from '../../../src/report/element.ts';
import { escapeText } from '../../../src/report/escapeText.ts';
import { markOf } from '../../../src/report/marks.ts';
import { FRAME, plotIn } from '../../../src/report/plot.ts';
import { plotFigure } from '../../../src/report/plotFigure.ts';
import { extentOf } from '../../../src/report/scale.ts';
import type { Study } from '../Study.ts';
import { compareMargin } from '../compareMargin.ts';
import { accuracyOf, radiusOf } from '../readings.ts';
import { listNames, writeDifference } from '../write/numbers.ts';

const BOTTOM = 290;

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
  const plot = plotIn(
    BOTTOM,
    extentOf([0, ...points.map((point) => point.right)], 0.06),
    extentOf([0, ...points.map((point) => point.up)], 0.06),
    { x: 'change of the certified radius (sd)', y: 'change of accuracy' },
  );
  const { left, right, top } = FRAME;
  const legend = accuracy.map(({ base }, at) => {
    const { colour, shape } = markOf(at);
    const sample = `<path class="mark ${colour}" d="M0 0${shape}"/>`;
    return { sample, reach: 5, name: base };
  });
  return plotFigure(
    { title: 'What the margin changes', id: 'study-margin', theme: 'auto' },
    {
      description: `A mark for each of ${listNames(accuracy.map(({ base }) => base))} on each data set. ${points.map(({ name }) => name).join('; ')}.`,
      plot,
      body: [
        `<path class="axis dashed" d="M${round(plot.x.place(0))} ${top}V${BOTTOM}"/>`,
        `<path class="axis dashed" d="M${left} ${round(plot.y.place(0))}H${right}"/>`,
        ...points.map(
          ({ name, right: gain, up, mark }) =>
            `<path class="mark ${mark.colour}" d="M${plot.place(gain, up)}${mark.shape}"><title>${escapeText(name)}</title></path>`,
        ),
      ],
      legend,
    },
  );
}
