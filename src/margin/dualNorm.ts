import type { Kernels } from '../kernels/Kernels.ts';
import type { PairNorm } from '../kernels/norms/PairNorm.ts';
import { euclideanNorm } from '../kernels/norms/euclideanNorm.ts';
import { maximumNorm } from '../kernels/norms/maximumNorm.ts';
import { sumNorm } from '../kernels/norms/sumNorm.ts';

/** The norm of a perturbation. */
export type MarginNorm = 1 | 2 | typeof Infinity;

/**
 * The norm that the normal of a hyperplane is measured in, so that the smallest perturbation that reaches it has the
 * size D / (2 ‖Mz‖) in the norm p: the one with 1/p + 1/q = 1, by Hölder's inequality.
 * @param norm - p.
 * @param kernels - Those that reach the arrays.
 * @returns The norm q.
 */
export function dualNorm(norm: MarginNorm, kernels: Kernels): PairNorm {
  if (norm === 1) return maximumNorm;
  return norm === Infinity ? sumNorm : euclideanNorm(kernels);
}
