import type { Dense } from '../../data/Dense.ts';
import type { DifferenceNorm } from '../../kernels/norms/differenceNorms.ts';
import {
  euclideanSize,
  maximumSize,
  sumSize,
} from '../../kernels/norms/differenceNorms.ts';
import type { MarginNorm } from '../../margin/dualNorm.ts';

/** The norm of a perturbation. */
export function normOf(norm: MarginNorm, perturbation: Float64Array): number {
  let sum = 0;
  let largest = 0;
  for (const value of perturbation) {
    sum += norm === 1 ? Math.abs(value) : value * value;
    largest = Math.max(largest, Math.abs(value));
  }
  if (norm === Infinity) return largest;
  return norm === 1 ? sum : Math.sqrt(sum);
}

/**
 * The norm of a normal, dual to the norm of perturbations (Hölder's inequality): the smallest perturbation that reaches
 * the plane has the norm D / (2 ‖normal‖).
 * @param norm - The norm of perturbations.
 * @returns A function of the difference of two rows.
 */
export function dualNormOf(norm: MarginNorm): DifferenceNorm {
  if (norm === 1) return maximumSize;
  return norm === Infinity ? sumSize : euclideanSize;
}

/**
 * The norms of perturbations.
 * @param data - Raw rows, q × d.
 * @param moved - The perturbed rows, q × d.
 * @param lengths - The raw length of a unit of perturbation in each column.
 */
export function moveSizes(
  { values, rows, columns }: Dense,
  moved: Dense,
  lengths: Float64Array,
  norm: MarginNorm,
): Float64Array {
  const move = new Float64Array(columns);
  return Float64Array.from({ length: rows }, (_, row) => {
    for (let k = 0; k < columns; k++) {
      const at = row * columns + k;
      move[k] = (moved.values[at] - values[at]) / lengths[k];
    }
    return normOf(norm, move);
  });
}
