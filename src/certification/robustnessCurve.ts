import type { MetricKNN } from '../estimators/MetricKNN.ts';
import { fittedClassifierOf } from '../estimators/MetricKNN.ts';
import type { Rows } from '../validation/dense.ts';
import { toRows } from '../validation/dense.ts';
import { checkBatch } from '../validation/labelledData.ts';
import type { Labels } from '../validation/labels.ts';
import { checkOptionNames } from '../validation/options.ts';

import type { PerturbationUnits } from './PerturbationSpace.ts';
import { attack } from './attack.ts';
import { certify } from './certify.ts';
import { checkSizes } from './checkSizes.ts';
import type { RobustnessPoint } from './curve.ts';
import { curve, defaultRadii } from './curve.ts';

/** Where a curve is measured. */
export interface RobustnessCurveOptions {
  /**
   * How large perturbations may be, that size included: one or more numbers from 0.
   * @default ten equal steps from 0 to the largest size that the attack needed; the points say which they are
   */
  radii?: ArrayLike<number>;
  /**
   * How the size of a perturbation is measured. `2`: its length; `1`: the sum of the sizes of its entries; `Infinity`: the
   * largest of them.
   * @default 2
   */
  norm?: number;
  /**
   * Of which columns: divided by their standard deviations (those of the training data), or as they are.
   * @default 'standardized'
   */
  units?: PerturbationUnits;
  /**
   * Whether certified accuracy is to be by the largest radii that hold, with norm 2 and k = 1: it is attacked accuracy then, but
   * for radii within a millionth of a size.
   * @default false
   */
  exact?: boolean;
}

const OPTION_NAMES = ['radii', 'norm', 'units', 'exact'];

/**
 * How much of a classifier's accuracy remains if every row may be moved by as much as a radius, against it: at least the
 * certified accuracy (`certify`), at most what an attack leaves (`attack`).
 *
 * At a radius r, a row counts as certified if it is predicted right, and its certified radius is larger than r: then no
 * perturbation of a size up to r, r included, changes that. It counts as attacked in vain if it is predicted right, and the
 * attack needed a size larger than r. So certified accuracy is never above attacked accuracy, the true one is between them, and
 * neither grows with r. At 0, what an attack leaves is `knn.score(X, y)`, and certified accuracy lacks the rows that are right
 * without a strict majority, or on a border, since nothing is certain about those.
 * @param knn - A trained classifier.
 * @param X - q × d raw rows.
 * @param y - q labels; those that training never saw are never right.
 * @param options - At which radii, in which norm and units, and how.
 * @returns A point for each radius, in their order.
 * @throws {TypeError} Before `train`, or X, y or options of another kind.
 * @throws {RangeError} Rows of another width, NaN or infinity, rows too far away for their distance to be a number, values out of
 * range.
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
  checkOptionNames(options, 'options', OPTION_NAMES);
  const { radii, exact, ...space } = options;
  const asked = radii === undefined ? undefined : checkSizes(radii, 'radii');
  const data = checkBatch(X, y, training.columns, '');
  const rows = toRows(data);
  const certificates = certify(knn, rows, { ...space, exact });
  const right = Array.from(rows.keys()).filter(
    (row) => certificates[row].label === data.classes[data.codes[row]],
  );
  // a wrong row needs no perturbation at all, and nothing certain can be said of it
  const certified = new Float64Array(data.rows);
  const sizes = new Float64Array(data.rows);
  for (const row of right) certified[row] = certificates[row].radius;
  if (right.length > 0) {
    const attacks = attack(
      knn,
      right.map((row) => rows[row]),
      space,
    );
    for (const [at, { size }] of attacks.entries()) sizes[right[at]] = size;
  }
  return curve(asked ?? defaultRadii(sizes), certified, sizes);
}
