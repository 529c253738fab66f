import type { Work } from '../../async/work.ts';
import type { Dense } from '../../data/Dense.ts';
import type { DifferenceNorm } from '../../linear-algebra/norms.ts';
import { dualNormOfDifference } from '../../linear-algebra/norms.ts';
import { productOf } from '../../linear-algebra/products.ts';
import type { MarginNorm } from '../../margin/dualNorm.ts';

import { operatorNorm, roughOperatorNorm } from './operatorNorm.ts';

/** More than the root of a sum of squares that underflow. */
const VANISHING = 1e-150;

/** The normals of the planes on which two training rows are equally near to a perturbed row. */
export interface Normals {
  /** W = Z map, n × d: differences of its rows are the normals. */
  images: Float64Array;
  columns: number;
  /** The mean of Z, of which images are without: W = (Z − mean) map. */
  mean: Float64Array;
  /** The dual norm of a normal: of the difference of two rows of `images`. */
  norm: DifferenceNorm;
  /** A computed norm times `relativeError`, plus `absoluteError`, is at least the true norm. */
  relativeError: number;
  absoluteError: number;
  /** An upper bound on the length of the image of a perturbation of norm 1. */
  operatorNorm: number;
}

/**
 * Prepares the normals map(z_j − z_i) of all pairs of training rows; each of them then takes O(d).
 *
 * Rounding, with u = ε/2 and γ(m) = m u / (1 − m u): the mean of all rows is subtracted from each z, which is rounded once,
 * by a part u of the difference. Products of r terms follow, of a map that may have been rounded once: an entry of W is
 * wrong by γ(r + 2) |map|ᵀ|z − mean| at most. The dual norm of these errors is at most γ(r + 2) times the
 * operator norm of |map| times ‖z − mean‖, of which the largest is taken for both rows of a pair.
 * The difference of two rows of W and its norm are rounded by a part γ(d + 3) of themselves. `(d + 16) ε` and `(r + 16)
 * ε` are more than twice as much. O(n r d).
 * @param embedding - Z, n × r.
 * @param map - L on perturbations, r × d.
 * @param norm - The norm of perturbations.
 */
export function* createNormals(
  embedding: Dense,
  map: Dense,
  norm: MarginNorm,
): Work<Normals> {
  const { rows, columns } = embedding;
  const mean = meanRow(embedding);
  const centered = embedding.values.map(
    (value, at) => value - mean[at % columns],
  );
  const images = yield* productOf(
    { values: centered, rows, columns },
    map.values,
  );
  const part = (columns + 16) * Number.EPSILON;
  const rounding =
    2 * part * roughOperatorNorm(map, norm) * longestRow(centered, columns);
  return {
    images,
    columns: map.columns,
    mean,
    norm: dualNormOfDifference(norm),
    relativeError: 1 + (map.columns + 16) * Number.EPSILON,
    absoluteError: rounding + VANISHING,
    operatorNorm: yield* operatorNorm(map, norm),
  };
}

function meanRow({ values, rows, columns }: Dense): Float64Array {
  const mean = new Float64Array(columns);
  for (let at = 0; at < values.length; at += columns) {
    for (let k = 0; k < columns; k++) mean[k] += values[at + k] / rows;
  }
  return mean;
}

function longestRow(values: Float64Array, columns: number): number {
  let longest = 0;
  for (let at = 0; at < values.length; at += columns) {
    let square = 0;
    for (let k = 0; k < columns; k++) square += values[at + k] ** 2;
    longest = Math.max(longest, square);
  }
  return Math.sqrt(longest);
}
