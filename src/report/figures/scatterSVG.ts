import { isAnyArray } from 'is-any-array';

import type { Label } from '../../data/labels.ts';
import { encodeLabels } from '../../data/labels.ts';
import { checkNumber, checkObject } from '../../options/checks.ts';
import { describe } from '../../options/describe.ts';
import { number, readEach, readOptions } from '../../options/readOptions.ts';
import { element, round } from '../drawing/element.ts';
import type { FigureOptions } from '../drawing/figure.ts';
import { figureReaders } from '../drawing/figure.ts';
import { drawMark, markOf } from '../drawing/marks.ts';
import type { AxisNames } from '../drawing/plot.ts';
import { FRAME, plotFigure, plotIn } from '../drawing/plot.ts';
import type { Domain } from '../drawing/scale.ts';
import { clamp, extentOf } from '../drawing/scale.ts';
import {
  checkCount,
  checkDistinct,
  checkList,
  checkTexts,
  checkThat,
} from '../text/checks.ts';
import {
  formatCount,
  formatRadius,
  nameClasses,
} from '../text/formatNumber.ts';

import type { Ellipse, Point } from './planes.ts';

/** Labelled points in a plane. */
export interface Scatter {
  /** n pairs of finite numbers. */
  points: ArrayLike<ArrayLike<number>>;
  /** n labels, one per point. */
  labels: ArrayLike<Label>;
  /**
   * All classes, for the same colours in several figures.
   * @default the classes of the labels
   */
  classes?: Label[];
  /**
   * n names, shown when the pointer is on a point.
   * @default 'row 0', 'row 1', …
   */
  names?: ArrayLike<string>;
  /**
   * n radii, drawn around the points; infinite ones are not drawn.
   * @default none
   */
  radii?: ArrayLike<number>;
  /**
   * The shape of a radius of 1.
   * @default a circle of radius 1
   */
  ball?: Ellipse;
  /** The names of the axes. */
  axes: AxisNames;
}

/** Points with classes, checked. */
interface LabelledPoints {
  points: Point[];
  /** The class of each, an index into `classes`. */
  codes: number[];
  classes: readonly Label[];
}

const CIRCLE: Ellipse = { longer: 1, shorter: 1, angle: 0 };
/** The width of the plot, and the bounds of its height. */
const ACROSS = FRAME.right - FRAME.left;
const LOWEST = 150;
const HIGHEST = 330;
/** The smallest half axis: an ellipse without height is not drawn. */
const THIN = 0.4;
/** The largest half axis: larger ones look the same within the plot. */
const WIDEST = 1e5;

/** The difference of larger coordinates may overflow. */
const FARTHEST = 1e300;

const BALL_READERS = {
  longer: number({ min: 0 }),
  shorter: number({ min: 0 }),
  angle: number(),
};

/**
 * Draws labelled points, and around each its radius. A unit has the same length along both axes.
 * @param scatter - Points, labels, radii and names of axes.
 * @param options - Title, id and theme.
 * @returns An SVG.
 * @throws {TypeError|RangeError} If points are not pairs of finite numbers, the number of labels, names or radii
 * differs from that of points, a label is not among the classes, or axes have no names.
 */
export function scatterSVG(
  scatter: Scatter,
  options: FigureOptions = {},
): string {
  const checked = readOptions(
    options,
    'options',
    figureReaders('Rows by class', 'scatter'),
  );
  const { points, codes, classes } = checkScatter(scatter);
  const names = nameClasses(classes);
  const { radii, ball = CIRCLE, axes } = scatter;
  const { height, across, upwards, unit } = layOut(points);
  const plot = plotIn(FRAME.top + height, across, upwards, axes);
  const places = points.map(([x, y]) => plot.place(x, y));
  const discs = places.flatMap((place, at) => {
    const radius = radii?.[at] ?? 0;
    if (!(radius > 0 && radius < Infinity)) return [];
    const size = (half: number) => clamp((half * radius) / unit, THIN, WIDEST);
    const turn = round((-(ball.angle % (2 * Math.PI)) * 180) / Math.PI);
    return element('ellipse', {
      class: `disc ${markOf(codes[at]).colour}`,
      rx: size(ball.longer),
      ry: size(ball.shorter),
      transform: `translate(${place}) rotate(${turn})`,
    });
  });
  const marks = places.map((place, at) => {
    const name = scatter.names?.[at] ?? `row ${at}`;
    const radius = radii ? `, radius ${formatRadius(radii[at])}` : '';
    return drawMark(codes[at], place, `${name}: ${names[codes[at]]}${radius}`);
  });
  const shown = new Set(codes);
  const legend = Array.from(classes.keys())
    .filter((code) => shown.has(code))
    .map((code) => ({ sample: drawMark(code), reach: 5, name: names[code] }));
  const clip = `${checked.id}-clip`;
  const box = { x: FRAME.left, y: FRAME.top, width: ACROSS, height };
  // many discs overlap, and those beneath must be visible
  const faint = clamp(4 / discs.length, 0.015, 0.1);
  const look = {
    'clip-path': `url(#${clip})`,
    'fill-opacity': faint,
    'stroke-opacity': 0.15 + faint * 3,
  };
  return plotFigure(checked, {
    plot,
    description: `${formatCount(points.length, 'row')} of ${formatCount(shown.size, 'class', 'classes')}; horizontal axis: ${axes.x}; vertical axis: ${axes.y}. Certified radii are drawn around ${formatCount(discs.length, 'row')}.`,
    body: [
      element('clipPath', { id: clip }, element('rect', box)),
      element('g', look, ...discs),
      element('g', {}, ...marks),
    ],
    legend,
  });
}

// one unit is equally long along both axes; the plot is as high as the points need, within limits
function layOut(points: Point[]): {
  height: number;
  across: Domain;
  upwards: Domain;
  /** The width of a pixel in units of the points. */
  unit: number;
} {
  const [x, y] = [0, 1].map((axis) => {
    const [from, to] = extentOf(
      points.map((point) => point[axis]),
      0.06,
    );
    return { middle: (from + to) / 2, span: to - from };
  });
  const wanted = x.span > 0 ? (ACROSS * y.span) / x.span : HIGHEST;
  const height = clamp(wanted, LOWEST, HIGHEST);
  const unit = Math.max(x.span / ACROSS, y.span / height) || 1 / height;
  const around = (middle: number, size: number): Domain => [
    middle - (unit * size) / 2,
    middle + (unit * size) / 2,
  ];
  return {
    height,
    across: around(x.middle, ACROSS),
    upwards: around(y.middle, height),
    unit,
  };
}

/**
 * Checks labelled points.
 * @returns The points and their classes.
 * @throws {TypeError|RangeError} If points are not pairs of finite numbers, the number of labels, names or radii
 * differs from that of points, a label is not among the classes, or axes have no names.
 */
function checkScatter(scatter: Scatter): LabelledPoints {
  checkObject(scatter, 'scatter');
  const { points, labels, names, radii, ball, axes } = scatter;
  const found = encodeLabels(labels, 'labels');
  const count = found.codes.length;
  checkList(points, 'points', 'pair');
  checkCount(points, 'points', 'pairs', count, 'labels');
  const { classes = found.classes } = scatter;
  checkDistinct(classes, 'classes');
  const numbers = found.classes.map((label) => codeOf(label, classes));
  if (names !== undefined) checkTexts(names, 'names', count, 'rows');
  if (radii !== undefined) checkRadii(radii, count);
  if (ball !== undefined) {
    readEach(ball, 'ball', BALL_READERS);
  }
  checkObject(axes, 'axes');
  checkTexts([axes.x, axes.y], 'axes', 2);
  return {
    points: Array.from(points, checkPoint),
    codes: Array.from(found.codes, (code) => numbers[code]),
    classes,
  };
}

function checkPoint(point: ArrayLike<number>, at: number): Point {
  const name = `points[${at}]`;
  checkThat(isAnyArray(point), name, 'two numbers', point);
  const bounds = { min: -FARTHEST, max: FARTHEST };
  return [
    checkNumber(point[0], `${name}[0]`, bounds),
    checkNumber(point[1], `${name}[1]`, bounds),
  ];
}

function codeOf(label: Label, classes: readonly Label[]): number {
  const code = classes.indexOf(label);
  if (code !== -1) return code;
  throw new RangeError(
    `labels must be among the classes, got ${describe(label)}`,
  );
}

// a radius may be infinite: no perturbation changes the prediction
function checkRadii(radii: ArrayLike<number>, count: number): void {
  checkCount(radii, 'radii', 'numbers', count, 'labels');
  for (let at = 0; at < count; at++) {
    if (radii[at] === Infinity) continue;
    checkNumber(radii[at], `radii[${at}]`, { min: 0 });
  }
}
