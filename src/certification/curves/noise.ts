import type { Random } from '../../data/random.ts';
import { drawNormal } from '../../data/random.ts';

/**
 * The noise that is added to a row, for a given σ:
 *
 * - `'gaussian'`: a normal number of standard deviation σ for each column;
 * - `'spherical'`: a vector of length σ in a uniformly random direction, so that the norm of the noise is fixed;
 * - `'uniform'`: a uniform number from −√3 σ to √3 σ for each column, whose standard deviation is σ.
 */
export type NoiseKind = 'gaussian' | 'spherical' | 'uniform';

/** All kinds of noise. */
export const NOISES: readonly NoiseKind[] = [
  'gaussian',
  'spherical',
  'uniform',
];

/** A uniform number from −1 to 1 has the variance 1/3. */
const HALF_WIDTH = Math.sqrt(3);

/**
 * Draws noise with σ = 1, row by row: the first rows do not depend on how many follow.
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
