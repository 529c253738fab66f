import type { Random } from '../random.ts';
import { drawNormal } from '../random.ts';

/**
 * What is added to a row, for a size σ:
 *
 * - `gaussian`: to each column a number from the normal distribution of standard deviation σ;
 * - `spherical`: a vector of length σ, all directions alike, so that its size is known, and the columns share it;
 * - `uniform`: to each column a number from −√3 σ to √3 σ, all alike: of standard deviation σ as well.
 */
export type NoiseKind = 'gaussian' | 'spherical' | 'uniform';

/** The kinds of noise there are. */
export const NOISES: readonly NoiseKind[] = [
  'gaussian',
  'spherical',
  'uniform',
];

/** A uniform number from −1 to 1 has the variance 1/3. */
const HALF_WIDTH = Math.sqrt(3);

/**
 * Draws noise of size 1, row after row: the first rows are the same, however many follow.
 * @param kind - Of which kind.
 * @param rows - How many rows.
 * @param columns - Their width d.
 * @param random - Where it comes from.
 * @returns n × d, row-major.
 */
export function drawNoise(
  kind: NoiseKind,
  rows: number,
  columns: number,
  random: Random,
): Float64Array {
  const values = new Float64Array(rows * columns);
  const draw =
    kind === 'uniform'
      ? () => HALF_WIDTH * (2 * random() - 1)
      : () => drawNormal(random);
  for (let from = 0; from < values.length; from += columns) {
    const row = values.subarray(from, from + columns);
    fill(row, draw);
    if (kind === 'spherical') shorten(row, draw);
  }
  return values;
}

function fill(row: Float64Array, draw: () => number): void {
  for (let column = 0; column < row.length; column++) row[column] = draw();
}

// normal numbers have no direction that they prefer
function shorten(row: Float64Array, draw: () => number): void {
  let length = Math.hypot(...row);
  while (length === 0) {
    fill(row, draw);
    length = Math.hypot(...row);
  }
  for (let column = 0; column < row.length; column++) row[column] /= length;
}
