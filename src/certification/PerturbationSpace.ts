import type { FittedClassifier } from '../estimators/FittedClassifier.ts';
import { unfoldScale } from '../estimators/FittedMetric.ts';
import type { Dense } from '../validation/dense.ts';

/** In which units rows are moved: standard deviations of the training columns, or the columns' own. */
export type PerturbationUnits = 'standardized' | 'raw';

/** Where perturbations of rows live. */
export interface PerturbationSpace {
  /** L on perturbations, r × d: a row that moves by e has an image that moves by L e. */
  map: Dense;
  /** What a unit of perturbation is in each raw column: a row that moves by e moves by e ∘ lengths in raw columns. */
  lengths: Float64Array;
}

/**
 * The space in which the rows of a classifier are moved.
 * @param classifier - The classifier.
 * @param units - The units.
 * @returns L in these units, and what they are.
 */
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
