import { isAnyArray } from 'is-any-array';

import type { Label } from '../../data/labels.ts';
import { encodeLabels } from '../../data/labels.ts';
import { checkNumber, checkObject } from '../../options/checks.ts';
import { describe } from '../../options/describe.ts';
import {
  checkCount,
  checkDistinct,
  checkList,
  checkNumbers,
  checkThat,
} from '../text/checks.ts';
import { checkTexts } from '../text/nameThings.ts';

import type { Scatter } from './Scatter.ts';
import type { Point } from './planes.ts';

/** Points with classes, checked. */
export interface LabelledPoints {
  points: Point[];
  /** The class of each, an index into `classes`. */
  codes: number[];
  classes: readonly Label[];
}

/** Farther away, what lies between is no number. */
const FARTHEST = 1e300;

/**
 * Checks labelled points.
 * @returns The points and their classes.
 * @throws {TypeError|RangeError} If points are not pairs of finite numbers, the number of labels, names or radii
 * differs from that of points, a label is not among the classes, or axes have no names.
 */
export function checkScatter(scatter: Scatter): LabelledPoints {
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
    const size = { min: 0 };
    checkNumbers(ball, 'ball', { longer: size, shorter: size, angle: {} });
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

// nothing changes some predictions: their radius is infinite
function checkRadii(radii: ArrayLike<number>, count: number): void {
  checkCount(radii, 'radii', 'numbers', count, 'labels');
  for (let at = 0; at < count; at++) {
    if (radii[at] === Infinity) continue;
    checkNumber(radii[at], `radii[${at}]`, { min: 0 });
  }
}
