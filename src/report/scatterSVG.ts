import type { Label } from '../validation/labels.ts';
import { encodeLabels } from '../validation/labels.ts';

import { FARTHEST, checkScatter } from './checkScatter.ts';
import type { AxisNames, Frame } from './drawAxes.ts';
import { drawAxes } from './drawAxes.ts';
import { drawLegend } from './drawLegend.ts';
import { escapeText } from './escapeText.ts';
import type { FigureOptions } from './figure.ts';
import { WIDTH, checkFigureOptions, figure, round } from './figure.ts';
import { formatCount, formatRadius } from './formatNumber.ts';
import { markOf } from './marks.ts';
import { nameClasses } from './nameThings.ts';
import type { Ellipse, Point } from './planes.ts';
import type { Scale } from './scale.ts';
import { extentOf, linearScale } from './scale.ts';

/** Labelled points in a plane. */
export interface Scatter {
  points: ArrayLike<ArrayLike<number>>;
  /** The class of each. */
  labels: ArrayLike<Label>;
  /** All classes, so that several figures give each the same colour. Default: those of the labels. */
  classes?: Label[];
  /** What each is called when it is pointed at. Default: 'row 0', 'row 1', … */
  names?: ArrayLike<string>;
  /** How far each may move. */
  radii?: ArrayLike<number>;
  /** What a radius of 1 looks like. Default: a circle of radius 1. */
  ball?: Ellipse;
  /** What the axes are. */
  axes: AxisNames;
}

const CIRCLE: Ellipse = { longer: 1, shorter: 1, angle: 0 };
const PLOT = {
  left: 46,
  right: WIDTH - 10,
  top: 54,
  lowest: 150,
  highest: 330,
};
/** Half a line: an ellipse without height is not drawn at all. */
const THIN = 0.4;
/** What goes far beyond the plot looks the same from within. */
const WIDEST = 1e5;

/**
 * Draws labelled points, and around each how far it may move. One unit is equally long along both axes.
 * @param scatter - Points, classes, radii.
 * @param options - Title, id, theme.
 * @returns An SVG.
 * @throws {TypeError|RangeError} Points that are no pairs of finite numbers, another number of labels, names or radii, a label
 * that is none of the classes, axes without names.
 */
export function scatterSVG(
  scatter: Scatter,
  options: FigureOptions = {},
): string {
  const checked = checkFigureOptions(options, {
    title: 'Rows by class',
    id: 'scatter',
  });
  const points = checkScatter(scatter);
  const { codes, classes, names } = classesOf(scatter);
  const { radii, ball = CIRCLE, axes } = scatter;
  const { frame, x, y } = layOut(points);
  const unit = (frame.right - frame.left) / (x.to - x.from);
  const nameOf = (at: number) => scatter.names?.[at] ?? `row ${at}`;
  const discs = points.flatMap(([left, top], at) => {
    const radius = radii?.[at] ?? 0;
    if (!(radius > 0 && radius < Infinity)) return [];
    const center = `${round(x.place(left))} ${round(y.place(top))}`;
    const size = (half: number) =>
      round(
        Math.min(
          Math.max(Math.min(half * radius, FARTHEST) * unit, THIN),
          WIDEST,
        ),
      );
    const turn = round((-(ball.angle % (2 * Math.PI)) * 180) / Math.PI);
    return `<ellipse class="disc ${markOf(codes[at]).colour}" rx="${size(ball.longer)}" ry="${size(ball.shorter)}" transform="translate(${center}) rotate(${turn})"/>`;
  });
  const marks = points.map(([left, top], at) => {
    const { colour, shape } = markOf(codes[at]);
    const radius = radii ? `, radius ${formatRadius(radii[at])}` : '';
    const about = escapeText(`${nameOf(at)}: ${names[codes[at]]}${radius}`);
    return `<path class="mark ${colour}" d="M${round(x.place(left))} ${round(y.place(top))}${shape}"><title>${about}</title></path>`;
  });
  const shown = new Set(codes);
  const legend = drawLegend(
    Array.from(classes.keys())
      .filter((code) => shown.has(code))
      .map((code) => ({ ...sampleOf(code), name: names[code] })),
    frame.bottom + 42,
  );
  const clip = `${checked.id}-clip`;
  const body = [
    ...drawAxes(frame, x, y, axes),
    `<clipPath id="${clip}"><rect x="${frame.left}" y="${frame.top}" width="${frame.right - frame.left}" height="${round(frame.bottom - frame.top)}"/></clipPath>`,
    `<g clip-path="url(#${clip})" fill-opacity="${faint(discs.length)}" stroke-opacity="${round(0.15 + faint(discs.length) * 3)}">${discs.join('')}</g>`,
    `<g>${marks.join('\n')}</g>`,
    ...legend.body,
  ];
  return figure(checked, {
    description: `${formatCount(points.length, 'row')} of ${formatCount(shown.size, 'class', 'classes')}; ${axes.x} across, ${axes.y} upwards. ${formatCount(discs.length, 'row')} with the certified radius drawn around it.`,
    width: WIDTH,
    height: frame.bottom + 42 + legend.height,
    body,
  });
}

// many discs lie on each other, and what is beneath them is to be seen
function faint(count: number): number {
  return Math.min(0.1, Math.max(0.015, 4 / count));
}

function sampleOf(code: number): { sample: string; reach: number } {
  const { colour, shape } = markOf(code);
  return {
    sample: `<path class="mark ${colour}" d="M0 0${shape}"/>`,
    reach: 5,
  };
}

function classesOf({ labels, classes: given }: Scatter): {
  codes: number[];
  classes: Label[];
  names: string[];
} {
  const found = encodeLabels(labels, 'labels');
  const classes = given ?? found.classes;
  const numbers = found.classes.map((label) => classes.indexOf(label));
  const codes = Array.from(found.codes, (code) => numbers[code]);
  return { codes, classes, names: nameClasses(classes) };
}

// one unit is equally long along both axes; the plot is as high as the points need, within limits
function layOut(points: Point[]): { frame: Frame; x: Scale; y: Scale } {
  const { left, right, top, lowest, highest } = PLOT;
  const [west, east] = extentOf(
    points.map((point) => point[0]),
    0.06,
  );
  const [south, north] = extentOf(
    points.map((point) => point[1]),
    0.06,
  );
  const width = right - left;
  const spans = { x: east - west, y: north - south };
  const wanted = spans.x > 0 ? (width * spans.y) / spans.x : highest;
  const height = Math.min(Math.max(wanted, lowest), highest);
  const unit = Math.max(spans.x / width, spans.y / height) || 1 / height;
  const middle = { x: (west + east) / 2, y: (south + north) / 2 };
  const half = { x: (unit * width) / 2, y: (unit * height) / 2 };
  const bottom = top + height;
  return {
    frame: { left, right, top, bottom },
    x: linearScale([middle.x - half.x, middle.x + half.x], [left, right]),
    y: linearScale([middle.y - half.y, middle.y + half.y], [bottom, top]),
  };
}
