import { isPlainObject } from '../../options/checks.ts';
import {
  number,
  optional,
  readEach,
  readOptions,
} from '../../options/readOptions.ts';
import type { FigureOptions } from '../drawing/figure.ts';
import { figureReaders } from '../drawing/figure.ts';
import { drawLine, drawMark } from '../drawing/marks.ts';
import type { LegendEntry, Plot } from '../drawing/plot.ts';
import { plotFigure, plotIn } from '../drawing/plot.ts';
import { checkList, checkThat } from '../text/checks.ts';
import { formatNumber, formatPart } from '../text/formatNumber.ts';

/** Accuracies under perturbations up to one radius. */
export interface CurvePoint {
  /** The radius, in standard deviations. */
  radius: number;
  /** Certified accuracy, from 0 to 1: the fraction of rows that are proved to be predicted correctly. */
  certified: number;
  /** Accuracy under attack, from 0 to 1: the fraction of rows that are predicted correctly after an attack. */
  attacked?: number;
}

/** One curve per model, by its name. */
export type RobustnessCurves = Readonly<Record<string, readonly CurvePoint[]>>;

const PART = { min: 0, max: 1 };
const READERS = {
  radius: number({ min: 0 }),
  certified: number(PART),
  attacked: optional(number(PART)),
};
/** The ticks of the accuracy. */
const PARTS = [0, 0.25, 0.5, 0.75, 1].map((value) => ({
  value,
  text: `${100 * value} %`,
}));

/**
 * Draws certified accuracy (solid) and accuracy under attack (dashed) against the radius of perturbations. The accuracy
 * under the worst perturbation lies between the two.
 * @param curves - The result of `robustnessCurve` for each model, by its name.
 * @param options - Title, id and theme.
 * @returns An SVG.
 * @throws {TypeError|RangeError} If there is no curve, a curve is empty, a number is not finite, or an accuracy is not
 * between 0 and 1.
 */
export function robustnessSVG(
  curves: RobustnessCurves,
  options: FigureOptions = {},
): string {
  const checked = readOptions(
    options,
    'options',
    figureReaders('Accuracy under perturbations', 'robustness'),
  );
  const models = checkCurves(curves);
  const farthest = Math.max(
    ...models.flatMap(([, curve]) => curve.map(({ radius }) => radius)),
  );
  const plot = plotIn(
    250,
    [0, farthest || 1],
    [0, 1],
    { x: 'radius of perturbations (sd)', y: 'accuracy' },
    PARTS,
  );
  return plotFigure(checked, {
    plot,
    description: models
      .map(([name, curve]) => describeCurve(name, curve))
      .join(' '),
    body: models.flatMap(([, curve], at) => drawCurve(curve, at, plot)),
    legend: models.flatMap(([name, curve], at) => legendOf(name, curve, at)),
  });
}

function drawCurve(
  curve: readonly CurvePoint[],
  at: number,
  { place }: Plot,
): string[] {
  const certified = curve.map((point) => place(point.radius, point.certified));
  const attacked = curve.map(({ radius, attacked: part = 0 }) =>
    place(radius, part),
  );
  // about eight marks tell curves apart without colour
  const step = Math.ceil(curve.length / 8);
  const offset = Math.floor((at * step) / 3) % step;
  const marks = certified.filter((_, point) => point % step === offset);
  return [
    ...(hasAttack(curve)
      ? [
          drawLine(at, [...attacked, ...certified.toReversed()], 'band'),
          drawLine(at, attacked, 'line dashed'),
        ]
      : []),
    drawLine(at, certified),
    ...marks.map((mark) => drawMark(at, mark)),
  ];
}

function legendOf(
  name: string,
  curve: readonly CurvePoint[],
  at: number,
): LegendEntry[] {
  const line = ['-13 0', '13 0'];
  const certified = drawLine(at, line) + drawMark(at);
  if (!hasAttack(curve)) return [{ sample: certified, reach: 13, name }];
  const attacked = drawLine(at, line, 'line dashed');
  return [
    { sample: certified, reach: 13, name: `${name}, certified` },
    { sample: attacked, reach: 13, name: `${name}, attacked` },
  ];
}

function describeCurve(name: string, curve: readonly CurvePoint[]): string {
  const [first] = curve;
  const last = curve.at(-1) ?? first;
  return `${name}: certified accuracy ${formatPart(first.certified)} at radius ${formatNumber(first.radius)}, ${formatPart(last.certified)} at radius ${formatNumber(last.radius)}.`;
}

function hasAttack(curve: readonly CurvePoint[]): boolean {
  return curve.every(({ attacked }) => attacked !== undefined);
}

function checkCurves(
  curves: RobustnessCurves,
): Array<[string, readonly CurvePoint[]]> {
  const wanted = 'an object of curves by name';
  checkThat(isPlainObject(curves), 'curves', wanted, curves);
  const models = Object.entries(curves);
  if (models.length === 0) {
    throw new RangeError('curves must have at least one curve, got none');
  }
  for (const [model, curve] of models) {
    const owner = `curves['${model}']`;
    checkList(curve, owner, 'point');
    for (const [at, point] of curve.entries()) {
      readEach(point, `${owner}[${at}]`, READERS);
    }
  }
  return models.map(([name, curve]) => [
    name,
    curve.toSorted((a, b) => a.radius - b.radius),
  ]);
}
