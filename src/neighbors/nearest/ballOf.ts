import type { Dense } from '../../data/Dense.ts';

/**
 * The largest coordinate of the center, in radii: farther from the origin, rounding would be visible within the ball.
 */
const FAR = 1e6;
/** Squares of larger numbers, or of the inverse of smaller ones, may overflow. */
const EXTREME = 1e100;

/**
 * The ball around the mean of some rows that contains them. O(n d).
 * @param data - n × d.
 * @param center - d numbers, overwritten with the mean.
 * @returns 1 / radius, or 0 if rounding errors are too large for it.
 */
export function ballOf(data: Dense, center: Float64Array): number {
  const radius = enclose(data, center);
  let farthest = 0;
  for (const entry of center) farthest = Math.max(farthest, Math.abs(entry));
  const isClear =
    radius > farthest / FAR && radius > 1 / EXTREME && radius < EXTREME;
  return isClear ? 1 / radius : 0;
}

/**
 * The distance of the farthest row from the mean of some rows. O(n d).
 * @param data - n × d.
 * @param center - d numbers, overwritten with the mean.
 */
export function enclose(
  { values, rows, columns }: Dense,
  center: Float64Array,
): number {
  center.fill(0);
  for (let at = 0; at < values.length; at += columns) {
    for (let k = 0; k < columns; k++) center[k] += values[at + k] / rows;
  }
  let largest = 0;
  for (let at = 0; at < values.length; at += columns) {
    let square = 0;
    for (let k = 0; k < columns; k++) {
      const difference = values[at + k] - center[k];
      square += difference * difference;
    }
    largest = Math.max(largest, square);
  }
  return Math.sqrt(largest);
}
