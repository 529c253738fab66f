/** Bounds on the accuracy under perturbations up to one radius. */
export interface RobustnessPoint {
  /** The largest norm of perturbations, inclusive. */
  radius: number;
  /** Certified accuracy: the fraction of rows that are predicted correctly and proved to stay so. A lower bound. */
  certified: number;
  /** The fraction of rows that are predicted correctly and not changed by the attack. An upper bound. */
  attacked: number;
}

/** Equal steps of a curve that says nothing of its radii: tenths are easy to read. */
const STEPS = 10;

/**
 * Certified accuracy and accuracy under attack at each radius. A row with the certified radius R withstands all
 * perturbations smaller than R, and a perturbation of size s, if the attack found one, changes it. So perturbations up
 * to r, inclusive, leave the rows with R > r as they are, and cannot make use of those attacks with s > r. As R ≤ s,
 * the true accuracy lies between the two. O(radii · rows).
 * @param radii - The largest norms of perturbations.
 * @param certified - The certified radius of each row; 0 for a row that is wrong from the start.
 * @param sizes - The norm of the smallest perturbation found that changes the label of each row; infinite if there is
 * none, 0 for a row that is wrong from the start.
 * @returns One point per radius, in their order.
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
 * Radii for a curve from the accuracy to the point where the last attack has succeeded: equal steps from 0 to the
 * largest finite size, or only 0 if no size is above 0.
 * @param sizes - The norm of the smallest perturbation found for each row; infinite if there is none.
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
