import { isAnyArray } from 'is-any-array';

import { describe } from '../validation/describe.ts';
import { checkNumber, checkObject } from '../validation/options.ts';

import { drawAxes } from './drawAxes.ts';
import { drawLegend } from './drawLegend.ts';
import type { FigureOptions } from './figure.ts';
import { WIDTH, checkFigureOptions, figure, round } from './figure.ts';
import { formatNumber, formatPart } from './formatNumber.ts';
import { markOf } from './marks.ts';
import type { Scale } from './scale.ts';
import { linearScale } from './scale.ts';

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

const FRAME = { left: 46, right: WIDTH - 12, top: 54, bottom: 250 };
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
  const { left, right, top, bottom } = FRAME;
  const farthest = Math.max(
    ...models.flatMap(([, curve]) => curve.map(({ radius }) => radius)),
  );
  const x = linearScale([0, farthest || 1], [left, right]);
  const y = linearScale([0, 1], [bottom, top]);
  const legend = drawLegend(
    models.flatMap(([name, curve], at) => legendOf(name, curve, at)),
    bottom + 42,
  );
  return figure(checked, {
    description: models.map(([name, curve]) => say(name, curve)).join(' '),
    width: WIDTH,
    height: bottom + 42 + legend.height,
    body: [
      ...drawAxes(
        FRAME,
        x,
        y,
        { x: 'how far rows move (sd)', y: 'rows that stay right' },
        PARTS,
      ),
      ...models.flatMap(([, curve], at) => drawCurve(curve, at, x, y)),
      ...legend.body,
    ],
  });
}

function drawCurve(
  curve: readonly RobustnessPoint[],
  at: number,
  x: Scale,
  y: Scale,
): string[] {
  const { colour, shape } = markOf(at);
  const trace = (part: (point: RobustnessPoint) => number) =>
    curve.map((point) => {
      return `${round(x.place(point.radius))} ${round(y.place(part(point)))}`;
    });
  const certified = trace((point) => point.certified);
  const lines = [`<path class="line ${colour}" d="M${certified.join('L')}"/>`];
  if (hasAttack(curve)) {
    const attacked = trace((point) => point.attacked ?? 0);
    const around = [...attacked, ...certified.toReversed()];
    lines.unshift(
      `<path class="band ${colour}" d="M${around.join('L')}z"/>`,
      `<path class="line dashed ${colour}" d="M${attacked.join('L')}"/>`,
    );
  }
  // some eight marks tell curves apart without their colour; more would be a string of beads
  const step = Math.ceil(curve.length / 8);
  const offset = Math.floor((at * step) / 3) % step;
  const marks = certified.filter((_, point) => point % step === offset);
  lines.push(
    ...marks.map(
      (mark) => `<path class="mark ${colour}" d="M${mark}${shape}"/>`,
    ),
  );
  return lines;
}

function legendOf(
  name: string,
  curve: readonly RobustnessPoint[],
  at: number,
): Array<{ sample: string; reach: number; name: string }> {
  const { colour, shape } = markOf(at);
  const line = (style: string) =>
    `<path class="line ${style}${colour}" d="M-13 0h26"/>`;
  const mark = `<path class="mark ${colour}" d="M0 0${shape}"/>`;
  const certified = { sample: line('') + mark, reach: 13 };
  if (!hasAttack(curve)) return [{ ...certified, name }];
  return [
    { ...certified, name: `${name}, certified` },
    { sample: line('dashed '), reach: 13, name: `${name}, attacked` },
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
  if (typeof curves !== 'object' || curves === null || isAnyArray(curves)) {
    throw new TypeError(
      `curves must be an object of curves by name, got ${describe(curves)}`,
    );
  }
  const models = Object.entries(curves);
  if (models.length === 0) {
    throw new RangeError('curves must have at least one curve, got none');
  }
  for (const [name, curve] of models) {
    const owner = `curves['${name}']`;
    if (!isAnyArray(curve) || curve.length === 0) {
      throw new TypeError(
        `${owner} must be an array of at least one point, got ${describe(curve)}`,
      );
    }
    for (const [at, point] of curve.entries()) {
      checkObject(point, `${owner}[${at}]`);
      const { radius, certified, attacked = 0 } = point;
      checkNumber(radius, `${owner}[${at}].radius`, { min: 0 });
      checkNumber(certified, `${owner}[${at}].certified`, { min: 0, max: 1 });
      checkNumber(attacked, `${owner}[${at}].attacked`, { min: 0, max: 1 });
    }
  }
  return models.map(([name, curve]) => [
    name,
    curve.toSorted((a, b) => a.radius - b.radius),
  ]);
}
