/** How many rows keep their right label at one radius. */
export interface RobustnessPoint {
  /** How large perturbations may be, that size included. */
  radius: number;
  /** The part of all rows that is right, and certain to stay so: no more rows than could be kept. */
  certified: number;
  /** The part of all rows that is right, and that the attack leaves so: no fewer rows than could be kept. */
  attacked: number;
}

/** Equal steps of a curve that says nothing of its radii: tenths are easy to read. */
const STEPS = 10;

/**
 * Certified and attacked accuracy at every radius. A row with the certified radius R withstands all perturbations smaller than R,
 * and one of the size s may be enough against it; so perturbations of a size up to r, r included, leave the rows with R > r
 * as they are, and make no use of those attacks with s > r. As R ≤ s, the true accuracy is between the two.
 * O(radii · rows).
 * @param radii - How large perturbations may be.
 * @param certified - The certified radius of each row; 0 for one that is wrong from the start.
 * @param sizes - The size of the smallest perturbation that was found to change the label of each; infinite for none; 0 for one
 * that is wrong from the start.
 * @returns A point for each radius, in their order.
 */
export function curve(
  radii: ArrayLike<number>,
  certified: ArrayLike<number>,
  sizes: ArrayLike<number>,
): RobustnessPoint[] {
  return Array.from(radii, (radius) => ({
    radius,
    certified: partAbove(radius, certified),
    attacked: partAbove(radius, sizes),
  }));
}

/**
 * Radii for a curve that falls from the accuracy as far as the attack gets it: ten equal steps from 0 to the largest size, where
 * the last attack has succeeded. If there is none above 0, 0 is all.
 * @param sizes - The size of the smallest perturbation that was found for each row; infinite for none.
 * @param steps - How many steps, if not ten.
 * @returns Radii, ascending.
 */
export function defaultRadii(
  sizes: ArrayLike<number>,
  steps = STEPS,
): number[] {
  let largest = 0;
  for (let row = 0; row < sizes.length; row++) {
    if (sizes[row] < Infinity) largest = Math.max(largest, sizes[row]);
  }
  if (largest === 0) return [0];
  // in this order, the last one is the largest size itself
  return Array.from({ length: steps + 1 }, (_, at) => largest * (at / steps));
}

function partAbove(radius: number, values: ArrayLike<number>): number {
  let count = 0;
  for (let row = 0; row < values.length; row++) {
    if (values[row] > radius) count++;
  }
  return count / values.length;
}
