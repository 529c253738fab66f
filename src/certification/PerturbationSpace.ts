import type { Dense } from '../data/Dense.ts';
import type { FittedClassifier } from '../estimators/classifier/FittedClassifier.ts';
import { unfoldScale } from '../fit/FittedMetric.ts';
import { normOf } from '../linear-algebra/norms.ts';
import type { MarginNorm } from '../margin/dualNorm.ts';
import { choiceOf } from '../options/readOptions.ts';

/**
 * The units of perturbations: `'standardized'` (standard deviations of the training columns), or `'raw'` (the
 * columns' own units).
 */
export type PerturbationUnits = 'standardized' | 'raw';

/** The checks and defaults of the options that say how perturbations are measured. */
export const PERTURBATION_READERS = {
  norm: choiceOf<MarginNorm>([1, 2, Infinity], 2),
  units: choiceOf<PerturbationUnits>(['standardized', 'raw'], 'standardized'),
};

/** The space of perturbations. */
export interface PerturbationSpace {
  /** L on perturbations, r × d: perturbing a row by e moves its embedding by L e. */
  map: Dense;
  /**
   * The raw length of a unit of perturbation in each column: perturbing a row by e moves it by e ∘
   * lengths in raw columns.
   */
  lengths: Float64Array;
}

/** The space in which the rows of a classifier are perturbed. */
export function perturbationSpace(
  { map }: FittedClassifier,
  units: PerturbationUnits,
): PerturbationSpace {
  if (units === 'standardized') {
    return { map: unfoldScale(map), lengths: map.scale };
  }
  const { components } = map;
  return {
    map: components,
    lengths: new Float64Array(components.columns).fill(1),
  };
}

/**
 * The norms of the perturbations that lead from rows to others.
 * @param data - Raw rows, q × d.
 * @param moved - The perturbed rows, q × d.
 * @param lengths - The raw length of a unit of perturbation in each column.
 */
export function perturbationNorms(
  { values, rows, columns }: Dense,
  moved: Dense,
  lengths: Float64Array,
  norm: number,
): Float64Array {
  const perturbation = new Float64Array(columns);
  return Float64Array.from({ length: rows }, (_, row) => {
    for (let k = 0; k < columns; k++) {
      const at = row * columns + k;
      perturbation[k] = (moved.values[at] - values[at]) / lengths[k];
    }
    return normOf(norm, perturbation);
  });
}
