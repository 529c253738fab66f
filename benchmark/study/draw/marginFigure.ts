import { element } from '../../../src/report/drawing/element.ts';
import { drawMark } from '../../../src/report/drawing/marks.ts';
import { plotFigure, plotIn } from '../../../src/report/drawing/plot.ts';
import { extentOf } from '../../../src/report/drawing/scale.ts';
import type { Study } from '../Study.ts';
import { compareMargin } from '../compareMargin.ts';
import { accuracyOf, radiusOf } from '../readings.ts';
import { listNames, writeDifference } from '../write/numbers.ts';

const BOTTOM = 290;

/**
 * Draws the effect of the margin: a mark for each method and data set; the radius increases to the right, accuracy
 * upwards.
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
      method,
    })),
  );
  const across = extentOf([0, ...points.map((point) => point.right)], 0.06);
  const upwards = extentOf([0, ...points.map((point) => point.up)], 0.06);
  const plot = plotIn(BOTTOM, across, upwards, {
    x: 'change of the certified radius (sd)',
    y: 'change of accuracy',
  });
  return plotFigure(
    { title: 'What the margin changes', id: 'study-margin', theme: 'auto' },
    {
      description: `A mark for each of ${listNames(accuracy.map(({ base }) => base))} on each data set. ${points.map(({ name }) => name).join('; ')}.`,
      plot,
      body: [
        drawZero(plot.place(0, upwards[0]), plot.place(0, upwards[1])),
        drawZero(plot.place(across[0], 0), plot.place(across[1], 0)),
        ...points.map(({ name, right, up, method }) =>
          drawMark(method, plot.place(right, up), name),
        ),
      ],
      legend: accuracy.map(({ base }, at) => ({
        sample: drawMark(at),
        reach: 5,
        name: base,
      })),
    },
  );
}

function drawZero(from: string, to: string): string {
  return element('path', { class: 'axis dashed', d: `M${from}L${to}` });
}
