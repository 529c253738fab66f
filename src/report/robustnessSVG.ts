import { checkList, checkNamed, checkNumbers } from './checks.ts';
import type { LegendEntry } from './drawLegend.ts';
import type { FigureOptions } from './figure.ts';
import { checkFigureOptions } from './figure.ts';
import { formatNumber, formatPart } from './formatNumber.ts';
import { drawLine, drawMark } from './marks.ts';
import type { Plot } from './plot.ts';
import { plotIn } from './plot.ts';
import { plotFigure } from './plotFigure.ts';

/** What is right when rows move by less than a radius. */
export interface RobustnessPoint {
  /** In standard deviations. */
  radius: number;
  /** The part of the rows that are right wherever they move: nothing can spoil it. */
  certified: number;
  /** The part of the rows that are right after an attack: an attack has spoiled the rest. */
  attacked?: number;
}

/** A curve for each of several models, by name. */
export type RobustnessCurves = Readonly<
  Record<string, readonly RobustnessPoint[]>
>;

const PART = { min: 0, max: 1 };
/** Where a tick of parts is. */
const PARTS = [0, 0.25, 0.5, 0.75, 1].map((value) => ({
  value,
  text: `${100 * value} %`,
}));

/**
 * Draws how accuracy falls when rows may move: what is certain (solid) and what an attack leaves (dashed). Accuracy under the
 * worst perturbation lies between the two.
 * @param curves - What `robustnessCurve` gave, of each model.
 * @param options - Title, id, theme.
 * @returns An SVG.
 * @throws {TypeError|RangeError} No curve, an empty one, numbers that are not finite, parts that are not from 0 to 1.
 */
export function robustnessSVG(
  curves: RobustnessCurves,
  options: FigureOptions = {},
): string {
  const checked = checkFigureOptions(options, {
    title: 'Accuracy when rows move',
    id: 'robustness',
  });
  const models = checkCurves(curves);
  const farthest = Math.max(
    ...models.flatMap(([, curve]) => curve.map(({ radius }) => radius)),
  );
  const plot = plotIn(
    250,
    [0, farthest || 1],
    [0, 1],
    { x: 'how far rows move (sd)', y: 'rows that stay right' },
    PARTS,
  );
  return plotFigure(checked, {
    plot,
    description: models.map(([name, curve]) => say(name, curve)).join(' '),
    body: models.flatMap(([, curve], at) => drawCurve(curve, at, plot)),
    legend: models.flatMap(([name, curve], at) => legendOf(name, curve, at)),
  });
}

function drawCurve(
  curve: readonly RobustnessPoint[],
  at: number,
  { place }: Plot,
): string[] {
  const certified = curve.map((point) => place(point.radius, point.certified));
  const attacked = curve.map(({ radius, attacked: part = 0 }) =>
    place(radius, part),
  );
  // some eight marks tell curves apart without their colour; more would be a string of beads
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
  curve: readonly RobustnessPoint[],
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

function say(name: string, curve: readonly RobustnessPoint[]): string {
  const [first] = curve;
  const last = curve.at(-1) ?? first;
  return `${name}: ${formatPart(first.certified)} at ${formatNumber(first.radius)} and ${formatPart(last.certified)} at ${formatNumber(last.radius)} are certain.`;
}

function hasAttack(curve: readonly RobustnessPoint[]): boolean {
  return curve.every(({ attacked }) => attacked !== undefined);
}

function checkCurves(
  curves: RobustnessCurves,
): Array<[string, readonly RobustnessPoint[]]> {
  const models = checkNamed(curves, 'curves', 'an object of curves by name');
  if (models.length === 0) {
    throw new RangeError('curves must have at least one curve, got none');
  }
  for (const [model, curve] of models) {
    const owner = `curves['${model}']`;
    checkList(curve, owner, 'point');
    for (const [at, point] of curve.entries()) {
      const name = `${owner}[${at}]`;
      checkNumbers(point, name, { radius: { min: 0 }, certified: PART });
      if (point.attacked !== undefined) {
        checkNumbers(point, name, { attacked: PART });
      }
    }
  }
  return models.map(([name, curve]) => [
    name,
    curve.toSorted((a, b) => a.radius - b.radius),
  ]);
}
