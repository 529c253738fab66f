import { runSync } from '../../src/async/work.ts';
import { principalAxes } from '../../src/linear-algebra/principalAxes.ts';

import { Plane } from './Plane.ts';
import { alignAxes } from './alignAxes.ts';

/** The drawn rows, and the standardization of columns. */
export interface Drawn {
  /** Some raw rows. */
  rows: number[][];
  /** Mean and standard deviation of each column, over all rows. */
  center: Float64Array;
  scale: Float64Array;
}

/**
 * The plane of the largest variance: of standardized rows, or of their images under a map.
 * @param drawn - The drawn rows.
 * @param map - r × d, acting on raw rows; `undefined`: standardized rows.
 * @param before - The former coordinates; the plane is rotated to be close to them.
 */
export function leadingPlane(
  { rows, center, scale }: Drawn,
  map: number[][] | undefined,
  before: Float32Array | undefined,
): Plane {
  const columns = scale.length;
  const images = map?.length ?? columns;
  const values = new Float64Array(rows.length * images);
  for (const [at, row] of rows.entries()) {
    const centered = row.map((value, k) => value - center[k]);
    const image = map
      ? map.map((weights) => dot(weights, centered))
      : centered.map((value, k) => value / scale[k]);
    values.set(image, at * images);
  }
  const data = { values, rows: rows.length, columns: images };
  const leading = runSync(principalAxes(data, 2)).values;
  const axes = new Float64Array(2 * columns);
  for (let k = 0; k < columns; k++) {
    for (const axis of [0, 1]) {
      const weights = leading.subarray(axis * images, (axis + 1) * images);
      axes[axis * columns + k] = map
        ? scale[k] * sum(weights, (weight, at) => weight * map[at][k])
        : weights[k];
    }
  }
  const plane = new Plane(axes, center, scale);
  if (!before) return plane;
  alignAxes(axes, plane.projectAll(rows), before);
  return plane;
}

function dot(left: number[], right: number[]): number {
  let total = 0;
  for (let k = 0; k < left.length; k++) total += left[k] * right[k];
  return total;
}

function sum(
  values: Float64Array,
  term: (value: number, at: number) => number,
): number {
  let total = 0;
  for (const [at, value] of values.entries()) total += term(value, at);
  return total;
}
