import type { Dense } from '../data/Dense.ts';
import type { FittedClassifier } from '../estimators/classifier/FittedClassifier.ts';
import { unfoldScale } from '../fit/FittedMetric.ts';
import type { MarginNorm } from '../margin/dualNorm.ts';
import { choiceOf } from '../options/readOptions.ts';

import type { ColumnLimits } from './columnLimits.ts';

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
  /** L on perturbations, r × d: perturbing a row by e moves its embedding by L e. 0 in columns that are fixed. */
  map: Dense;
  /**
   * The raw length of a unit of perturbation in each column: perturbing a row by e moves it by e ∘
   * lengths in raw columns. 0 in columns that are fixed.
   */
  lengths: Float64Array;
  /** The same, whether a column is fixed or not. */
  units: Float64Array;
  /** `undefined`: anything may change. */
  limits: ColumnLimits | undefined;
}

/** The space in which the rows of a classifier are perturbed. */
export function perturbationSpace(
  { map }: FittedClassifier,
  units: PerturbationUnits,
  limits?: ColumnLimits,
): PerturbationSpace {
  const isRaw = units === 'raw';
  const { components } = map;
  const whole = isRaw ? components : unfoldScale(map);
  const lengths = isRaw
    ? new Float64Array(components.columns).fill(1)
    : map.scale;
  if (!limits) return { map: whole, lengths, units: lengths, limits };
  const isFree = lengths.map((_, k) => limits.mayFall[k] | limits.mayRise[k]);
  return {
    map: {
      ...whole,
      values: whole.values.map((value, at) =>
        isFree[at % whole.columns] ? value : 0,
      ),
    },
    lengths: lengths.map((length, k) => (isFree[k] ? length : 0)),
    units: lengths,
    limits,
  };
}

/** How far each column of a row may be perturbed, in the units of perturbations: entries of e. */
export interface PerturbationBox {
  low: Float64Array;
  high: Float64Array;
}

/**
 * The bounds on perturbations of a row.
 * @param row - Raw.
 * @returns `undefined` if there are none. Fixed columns have none, since whatever happens to them counts for nothing.
 */
export function perturbationBox(
  { lengths, limits }: PerturbationSpace,
  row: Float64Array,
): PerturbationBox | undefined {
  if (!limits) return undefined;
  const { mayFall, mayRise, min, max } = limits;
  return {
    low: row.map((x, k) => {
      if (lengths[k] === 0) return -Infinity;
      return mayFall[k] ? (min[k] - x) / lengths[k] : 0;
    }),
    high: row.map((x, k) => {
      if (lengths[k] === 0) return Infinity;
      return mayRise[k] ? (max[k] - x) / lengths[k] : 0;
    }),
  };
}
