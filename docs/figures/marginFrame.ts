import type { MarginScene, Point } from './marginScene.ts';

export const WIDTH = 560;
export const HEIGHT = 442;
/** Pixels of a standard deviation. */
export const SCALE = 130;
/** The plot begins here, and what is written below it there. */
export const TOP = 28;
export const BOTTOM = 370;

/**
 * Puts the triplet in the middle of the frame, y upwards.
 * @param scene - What is to be seen.
 * @returns Where a point is, in pixels.
 */
export function placing({
  anchor,
  target,
  impostor,
  views,
}: MarginScene): (point: Point) => Point {
  const points = [anchor, target, impostor, (views.at(-1) ?? views[0]).tie];
  const [left, up] = [0, 1].map((k) => {
    const values = points.map((point) => point[k]);
    return (Math.min(...values) + Math.max(...values)) / 2;
  });
  return ([x, y]) => [
    WIDTH / 2 + (x - left) * SCALE,
    (TOP + BOTTOM) / 2 - (y - up) * SCALE,
  ];
}
