import type { Work } from '../../async/work.ts';
import type { Dense } from '../../data/Dense.ts';
import { transpose } from '../../kernels/products/transpose.ts';
import { normOf } from '../../linear-algebra/norms.ts';
import { productOf } from '../../linear-algebra/products.ts';
import type { MarginNorm } from '../../margin/dualNorm.ts';

/** Squarings of G: 16 equal singular values then give 16^(1/32) = 1.09 times the largest. */
const SQUARINGS = 3;
/** Far above all rounding errors here. */
const ROUNDED_UP = 1 + 1e-9;
/** More than the root of the squares that underflow. */
const VANISHING = 1e-150;

/**
 * An upper bound on ‖map e‖₂ / ‖e‖, whatever the signs of the entries of the map. It is the largest norm of a column, the norm of all entries, or the norm of the sums of the rows, as
 * the norm of e is 1, 2 or ∞. By duality, mapᵀ makes the dual norm of v no larger than this times ‖v‖₂.
 * @param map - r × d.
 * @param norm - The norm of perturbations.
 */
export function roughOperatorNorm(
  { values, rows, columns }: Dense,
  norm: MarginNorm,
): number {
  if (norm === 1) {
    let largest = 0;
    for (let column = 0; column < columns; column++) {
      let square = 0;
      for (let at = column; at < values.length; at += columns) {
        square += values[at] ** 2;
      }
      largest = Math.max(largest, square);
    }
    return ROUNDED_UP * Math.sqrt(largest) + VANISHING;
  }
  let squares = 0;
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let at = row * columns; at < (row + 1) * columns; at++) {
      sum += norm === 2 ? values[at] ** 2 : Math.abs(values[at]);
    }
    squares += norm === 2 ? sum : sum * sum;
  }
  return ROUNDED_UP * Math.sqrt(squares) + VANISHING;
}

/**
 * A sharper bound, for the signs that the map has: the largest singular value σ is the root of the spectral norm of
 * G = map mapᵀ, which is no more than the 2ᵐth root of the Frobenius norm of the 2ᵐth power of G. For the maximum norm,
 * ‖e‖₂ ≤ √d ‖e‖. O(r² (d + r)).
 * @param map - r × d.
 * @param norm - The norm of perturbations.
 */
export function* operatorNorm(map: Dense, norm: MarginNorm): Work<number> {
  const rough = roughOperatorNorm(map, norm);
  if (norm === 1) return rough;
  const { values, rows, columns } = map;
  const transposed = new Float64Array(values.length);
  transpose(values, transposed, rows, columns);
  let power = yield* productOf(map, transposed);
  let size = normOf(2, power);
  let bound = size;
  // the norm is 1 before each step: nothing overflows, and what underflows does not count
  for (let root = 2; root <= 2 ** SQUARINGS; root *= 2) {
    // too small, or not finite: the bound cannot be sharpened
    if (!(size > VANISHING && size < Infinity)) return rough;
    for (let at = 0; at < power.length; at++) power[at] /= size;
    power = yield* productOf({ values: power, rows, columns: rows }, power);
    size = normOf(2, power);
    bound *= size ** (1 / root);
  }
  const spectral = ROUNDED_UP * Math.sqrt(bound);
  const sharp = norm === 2 ? spectral : Math.sqrt(columns) * spectral;
  return Math.min(rough, sharp);
}
