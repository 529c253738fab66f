import type { Kernels } from '../kernels/Kernels.ts';
import type { PairNorm } from '../kernels/norms/PairNorm.ts';
import { euclideanNorm } from '../kernels/norms/euclideanNorm.ts';
import { maximumNorm } from '../kernels/norms/maximumNorm.ts';
import { sumNorm } from '../kernels/norms/sumNorm.ts';

/** The norm of a perturbation. */
export type MarginNorm = 1 | 2 | typeof Infinity;

/**
 * The norm q with 1/p + 1/q = 1 in which the normal of a hyperplane is measured: by Hölder's inequality, the smallest
 * perturbation that reaches the hyperplane has p-norm D / (2 ‖Mz‖_q).
 * @param norm - p.
 * @param kernels - Those that can access the arrays.
 */
export function dualNorm(norm: MarginNorm, kernels: Kernels): PairNorm {
  if (norm === 1) return maximumNorm;
  return norm === Infinity ? sumNorm : euclideanNorm(kernels);
}
