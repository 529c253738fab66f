import type { Rows } from '../../data/Dense.ts';
import { toRows } from '../../data/Dense.ts';
import { checkBatch } from '../../data/LabelledData.ts';
import type { Labels } from '../../data/labels.ts';
import type { MetricKNN } from '../../estimators/classifier/MetricKNN.ts';
import { fittedClassifierOf } from '../../estimators/classifier/MetricKNN.ts';
import { numbers, optional, readOptions } from '../../options/readOptions.ts';
import { attack } from '../attack.ts';
import type {
  CertifyOptions,
  PerturbationOptions,
} from '../certificateOptions.ts';
import { certify } from '../certify.ts';

/** The radii of a curve, and how perturbations are measured. */
export interface RobustnessCurveOptions extends PerturbationOptions {
  /**
   * The largest norms of perturbations, inclusive: one or more numbers of at least 0.
   * @default ten equal steps from 0 to the largest norm that the attack needed; the points say which
   */
  radii?: ArrayLike<number>;
  /**
   * Whether certified accuracy uses the largest radii that hold. It then equals the accuracy under attack, except at
   * radii within a relative error of 10⁻⁶ of an attack, and for rows that take too much work, which `{ nodes }` limits.
   * @default false
   */
  exact?: CertifyOptions['exact'];
}

/** Bounds on the accuracy under perturbations up to one radius. */
export interface RobustnessPoint {
  /** The largest norm of perturbations, inclusive. */
  radius: number;
  /** Certified accuracy: the fraction of rows that are predicted correctly and proved to stay so. A lower bound. */
  certified: number;
  /** The fraction of rows that are predicted correctly and not changed by the attack. An upper bound. */
  attacked: number;
}

/** Equal steps of a curve without given radii: tenths are easy to read. */
const STEPS = 10;

/**
 * The accuracy of a classifier when every row may be perturbed adversarially, up to a radius: at least the certified
 * accuracy (see `certify`), at most the accuracy under attack (see `attack`; with the option `exact`, adversaries are those
 * of the certificates).
 *
 * At a radius r, a row counts as certified if it is predicted correctly and its certified radius is larger than r, so
 * that no perturbation up to r, inclusive, changes the prediction. It counts as withstanding the attack if it is
 * predicted correctly and the attack needed a perturbation larger than r. Certified accuracy is therefore never above
 * the accuracy under attack, the true accuracy lies between them, and neither grows with r. At radius 0, the accuracy
 * under attack is `knn.score(X, y)`, while certified accuracy lacks the rows that are predicted correctly on a decision
 * boundary.
 * @param knn - A trained classifier.
 * @param X - q × d raw rows.
 * @param y - q labels; a label that is not a class of the training rows never counts as correct.
 * @param options - Radii, norm, units, what may happen to columns, and whether certified radii are exact.
 * @returns One point per radius, in their order.
 * @throws {TypeError} If the classifier is not trained, or X, y or options have the wrong type.
 * @throws {RangeError} If rows have the wrong width, entries or distances are not finite, or an option is out of range.
 * @example
 * robustnessCurve(knn, X, y, { radii: [0, 0.1, 0.2, 0.5, 1] });
 */
export function robustnessCurve(
  knn: MetricKNN,
  X: Rows,
  y: Labels,
  options: RobustnessCurveOptions = {},
): RobustnessPoint[] {
  const { training } = fittedClassifierOf(knn, 'robustnessCurve');
  const { radii } = readOptions(
    options,
    'options',
    { radii: optional(numbers({ min: 0 })) },
    ['norm', 'units', 'columns', 'exact'],
  );
  const { norm, units, columns, exact } = options;
  const data = checkBatch(X, y, training.columns, '');
  const rows = toRows(data);
  const certificates = certify(knn, rows, { norm, units, columns, exact });
  const right = Array.from(rows.keys()).filter(
    (row) => certificates[row].label === data.classes[data.codes[row]],
  );
  // a row that is wrong needs no perturbation, and nothing is certified about it
  const certified = new Float64Array(data.rows);
  const sizes = new Float64Array(data.rows);
  for (const row of right) {
    certified[row] = certificates[row].radius;
    sizes[row] = certificates[row].upper;
  }
  // exact certificates know the nearest adversaries
  if (right.length > 0 && !exact) {
    const attacks = attack(
      knn,
      right.map((row) => rows[row]),
      { norm, units, columns },
    );
    for (const [at, found] of attacks.entries()) {
      sizes[right[at]] = found.found ? found.size : Infinity;
    }
  }
  return curve(radii ?? defaultRadii(sizes), certified, sizes);
}

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
