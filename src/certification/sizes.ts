import type { DifferenceSize } from '../kernels/differenceSizes.ts';
import {
  euclideanSize,
  maximumSize,
  sumSize,
} from '../kernels/differenceSizes.ts';
import type { MarginNorm } from '../margin/dualNorm.ts';
import type { Dense } from '../validation/dense.ts';

/**
 * How large a perturbation is.
 * @param norm - In which norm.
 * @param perturbation - One number a column.
 * @returns Its size.
 */
export function sizeOf(norm: MarginNorm, perturbation: Float64Array): number {
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
 * The size of a normal, in the norm that is dual to that of perturbations (Hölder's inequality): the smallest perturbation
 * that reaches the plane has the size D / (2 ‖normal‖).
 * @param norm - In which norm perturbations are measured.
 * @returns What measures the difference of two rows.
 */
export function dualSize(norm: MarginNorm): DifferenceSize {
  if (norm === 1) return maximumSize;
  return norm === Infinity ? sumSize : euclideanSize;
}

/**
 * How far rows were moved.
 * @param data - Raw rows, q × d.
 * @param moved - Where they are now.
 * @param lengths - What a unit of a move is in each column.
 * @param norm - In which norm.
 * @returns A size for each.
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
    return sizeOf(norm, move);
  });
}
