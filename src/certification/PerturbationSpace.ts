import type { Dense } from '../data/Dense.ts';
import type { FittedClassifier } from '../estimators/classifier/FittedClassifier.ts';
import { unfoldScale } from '../fit/FittedMetric.ts';

/**
 * The units of perturbations: `'standardized'` (standard deviations of the training columns), or `'raw'` (the
 * columns' own units).
 */
export type PerturbationUnits = 'standardized' | 'raw';

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
