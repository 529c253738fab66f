import type { Matrix } from 'ml-matrix';
import type { MarginOptions } from 'ml-metric-learning';

import type { Norm } from './norms.ts';
import { plainNorm } from './norms.ts';

/** A triplet as the margin sees it. */
export interface PlainMargin {
  /** D: the squared distance of the impostor less that of the target. */
  difference: number;
  /** The free entries of Mz, in the units of perturbations. */
  normal: number[];
  /** ‖(Mz)_free‖ in the dual norm. */
  length: number;
  /** D / (2 ‖(Mz)_free‖). */
  margin: number;
}

/**
 * The margins of triplets as in the formulas, one at a time, from the metric M.
 * @param rows - Standardized.
 * @param triplets - Anchor, target and impostor of each.
 * @param scale - The standard deviation of each column, for raw units.
 */
export function plainMargins(
  rows: number[][],
  triplets: number[][],
  metric: Matrix,
  { norm = 2, units, fixed = [] }: MarginOptions,
  scale: ArrayLike<number>,
): PlainMargin[] {
  const M = metric.to2DArray();
  const times = (z: number[]) =>
    M.map((row) => row.reduce((sum, entry, k) => sum + entry * z[k], 0));
  const square = (z: number[]) =>
    times(z).reduce((sum, entry, k) => sum + entry * z[k], 0);
  const between = (a: number, b: number) =>
    rows[a].map((value, k) => value - rows[b][k]);
  return triplets.map(([i, j, l]) => {
    const difference = square(between(i, l)) - square(between(i, j));
    const normal = times(between(l, j))
      .map((entry, k) => (units === 'raw' ? entry / scale[k] : entry))
      .filter((_, k) => !fixed.includes(k));
    const length = plainNorm(normal, dualOf(norm));
    return { difference, normal, length, margin: difference / (2 * length) };
  });
}

// 1/p + 1/q = 1
function dualOf(norm: MarginOptions['norm']): Norm {
  if (norm === 1) return Infinity;
  return norm === 2 ? 2 : 1;
}

/** The penalty of margins: the weighted mean over triplets, without ε. */
export function plainPenalty(
  margins: readonly PlainMargin[],
  { shape, weight = 1 }: MarginOptions,
  target: number,
): number {
  const costs = margins.map(({ difference, length, margin }) => {
    if (shape === 'convex') {
      return Math.max(2 * target * length - difference, 0);
    }
    return shape === 'hinge'
      ? Math.max(1 - margin / target, 0)
      : Math.max(1 - Math.max(margin / target, 0) ** 2, 0);
  });
  return (weight * costs.reduce((a, b) => a + b)) / costs.length;
}

/** The 95th percentile of the positive ones, interpolated. */
export function plainTarget(margins: readonly PlainMargin[]): number {
  const positive = margins
    .map(({ margin }) => margin)
    .filter((margin) => margin > 0)
    .toSorted((a, b) => a - b);
  const position = 0.95 * (positive.length - 1);
  const below = positive[Math.floor(position)];
  const above = positive[Math.ceil(position)];
  return below + (position % 1) * (above - below);
}
