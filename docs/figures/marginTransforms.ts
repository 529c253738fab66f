import { round } from '../../src/report/drawing/element.ts';

import { SCALE } from './marginFrame.ts';
import type { MarginScene, MarginView, Point } from './marginScene.ts';

type Place = (point: Point) => Point;

/**
 * Where a point is.
 * @param point - In pixels.
 * @returns A transform, as attributes have them.
 */
export function translate([x, y]: Point): string {
  return `translate(${round(x)} ${round(y)})`;
}

/**
 * The plane of ties: through the point half way between target and impostor, across the anchor's way to it.
 * @param scene - The triplet.
 * @param place - Where points are.
 * @param view - The metric.
 * @returns What puts a horizontal line through 0 there.
 */
export function planeOf(
  { target, impostor }: MarginScene,
  place: Place,
  { direction }: MarginView,
): string {
  const middle: Point = [
    (target[0] + impostor[0]) / 2,
    (target[1] + impostor[1]) / 2,
  ];
  return `${translate(place(middle))} rotate(${degrees(direction + Math.PI / 2)})`;
}

/**
 * A part of the anchor's way to the plane.
 * @param scene - The triplet.
 * @param place - Where points are.
 * @param view - The metric.
 * @param moved - How much of it.
 * @returns What puts the line from 0 to 1 there.
 */
export function wayOf(
  { anchor }: MarginScene,
  place: Place,
  { direction, margin }: MarginView,
  moved: number,
): string {
  // a scale of 0 cannot be undone, and some browsers then draw nothing for a while
  const length = Math.max(moved * margin * SCALE, 0.01);
  return `${translate(place(anchor))} rotate(${degrees(direction)}) scale(${round(length)} 1)`;
}

/**
 * Where the anchor is after a part of its way to the plane.
 * @param scene - The triplet.
 * @param view - The metric.
 * @param moved - How much of it.
 * @returns The point, in standard deviations.
 */
export function movedAnchor(
  { anchor }: MarginScene,
  { direction, margin }: MarginView,
  moved: number,
): Point {
  return [
    anchor[0] + moved * margin * Math.cos(direction),
    anchor[1] + moved * margin * Math.sin(direction),
  ];
}

/**
 * All points that are as near to the moved anchor as the target is: on the plane, the impostor is one of them.
 * @param scene - The triplet.
 * @param place - Where points are.
 * @param view - The metric.
 * @param moved - How much of its way the anchor has gone.
 * @returns What makes them of a circle of radius 1.
 */
export function ringOf(
  scene: MarginScene,
  place: Place,
  view: MarginView,
  moved: number,
): string {
  const at = movedAnchor(scene, view, moved);
  const size = view.distance(at, scene.target) * SCALE;
  const [a, b, c, d] = view.circle.map((entry) => entry * size);
  // y points down on a screen, so that the entries beside the diagonal change their sign
  return `matrix(${[a, -c, -b, d, ...place(at)].map(round).join(' ')})`;
}

// angles grow clockwise on a screen
function degrees(radians: number): string {
  return round((-radians * 180) / Math.PI);
}
