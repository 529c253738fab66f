import { isAnyArray } from 'is-any-array';

import { describe } from '../validation/describe.ts';
import { encodeLabels } from '../validation/labels.ts';
import { checkNumber, checkObject } from '../validation/options.ts';

import { checkTexts } from './nameThings.ts';
import type { Point } from './planes.ts';
import type { Scatter } from './scatterSVG.ts';

/** Farther away, what lies between is no number. */
export const FARTHEST = 1e300;

/**
 * Checks what is to be drawn of points.
 * @param scatter - What the user gave.
 * @returns The points.
 * @throws {TypeError|RangeError} Points that are no pairs of finite numbers, another number of labels, names or radii, a label
 * that is none of the classes, axes without names.
 */
export function checkScatter(scatter: Scatter): Point[] {
  checkObject(scatter, 'scatter');
  const { points, labels, classes, names, radii, ball, axes } = scatter;
  const found = encodeLabels(labels, 'labels');
  if (!isAnyArray(points)) {
    throw new TypeError(
      `points must be an array of pairs, got ${describe(points)}`,
    );
  }
  const count = found.codes.length;
  if (count !== points.length || count === 0) {
    throw new RangeError(
      `points must be one for each of the ${count} labels, at least one, got ${points.length}`,
    );
  }
  if (classes !== undefined) checkClasses(classes, found.classes);
  if (names !== undefined) checkTexts(names, 'names', count, 'rows');
  if (radii !== undefined) checkRadii(radii, count);
  if (ball !== undefined) {
    checkObject(ball, 'ball');
    checkNumber(ball.longer, 'ball.longer', { min: 0 });
    checkNumber(ball.shorter, 'ball.shorter', { min: 0 });
    checkNumber(ball.angle, 'ball.angle');
  }
  checkObject(axes, 'axes');
  checkTexts([axes.x, axes.y], 'axes', 2);
  return Array.from(points, checkPoint);
}

function checkPoint(point: ArrayLike<number>, at: number): Point {
  if (!isAnyArray(point)) {
    throw new TypeError(
      `points[${at}] must be two numbers, got ${describe(point)}`,
    );
  }
  const bounds = { min: -FARTHEST, max: FARTHEST };
  return [
    checkNumber(point[0], `points[${at}][0]`, bounds),
    checkNumber(point[1], `points[${at}][1]`, bounds),
  ];
}

function checkClasses(classes: unknown, found: readonly unknown[]): void {
  const known = new Set(encodeLabels(classes as string[], 'classes').classes);
  if (known.size !== (classes as string[]).length) {
    throw new RangeError('classes must be distinct');
  }
  for (const label of found) {
    if (known.has(label as string)) continue;
    throw new RangeError(
      `labels must be among the classes, got ${describe(label)}`,
    );
  }
}

// nothing changes some predictions: their radius is infinite
function checkRadii(radii: unknown, count: number): void {
  if (!isAnyArray(radii) || radii.length !== count) {
    throw new TypeError(
      `radii must be an array of ${count} numbers, got ${describe(radii)}`,
    );
  }
  for (let at = 0; at < count; at++) {
    if (radii[at] === Infinity) continue;
    checkNumber(radii[at], `radii[${at}]`, { min: 0 });
  }
}
