import type { FittedClassifier } from '../estimators/FittedClassifier.ts';
import type { Rows } from '../validation/dense.ts';
import type { LabelledData } from '../validation/labelledData.ts';
import { checkBatch } from '../validation/labelledData.ts';
import type { Labels } from '../validation/labels.ts';
import {
  checkChoice,
  checkInteger,
  checkOptionNames,
  checkSeed,
} from '../validation/options.ts';

import type { PerturbationUnits } from './PerturbationSpace.ts';
import { checkSizes } from './checkSizes.ts';
import type { NoiseKind } from './noise.ts';
import { NOISES } from './noise.ts';

/** What noise is added. */
export interface NoiseOptions {
  /** How large it is: one or more numbers σ from 0. In standardized columns, a signal-to-noise ratio of s dB is σ = 10^(−s/20). */
  sigmas: ArrayLike<number>;
  /**
   * `'gaussian'`: normal numbers of standard deviation σ in each column; `'spherical'`: a vector of length σ in any direction;
   * `'uniform'`: numbers from −√3 σ to √3 σ in each column, whose standard deviation is σ.
   * @default 'gaussian'
   */
  kind?: NoiseKind;
  /**
   * The unit of σ: the standard deviation of each column (of the training data), or the column's own unit.
   * @default 'standardized'
   */
  units?: PerturbationUnits;
  /**
   * How often noise is drawn for every row.
   * @default 10
   */
  repeats?: number;
  /**
   * A whole number from 0 to 2³² − 1.
   * @default 0
   */
  seed?: number;
}

const OPTION_NAMES = ['sigmas', 'kind', 'units', 'repeats', 'seed'];

/** All that is asked, checked. */
export interface NoiseRequest extends Required<Omit<NoiseOptions, 'sigmas'>> {
  data: LabelledData;
  sigmas: number[];
}

/**
 * Checks everything before any work.
 * @param classifier - The classifier.
 * @param classifier.training - Says how wide rows are.
 * @param X - q × d raw rows.
 * @param y - q labels.
 * @param options - What the user gave.
 * @returns Rows and all options.
 * @throws {TypeError|RangeError} Rows of another width, NaN or infinity, labels of another number, unknown options, values out
 * of range.
 */
export function checkNoiseRequest(
  { training }: FittedClassifier,
  X: Rows,
  y: Labels,
  options: NoiseOptions,
): NoiseRequest {
  checkOptionNames(options, 'options', OPTION_NAMES);
  const { kind = 'gaussian', units = 'standardized' } = options;
  const { repeats = 10, seed = 0 } = options;
  const sigmas = checkSizes(options.sigmas, 'sigmas');
  checkChoice(kind, 'kind', NOISES);
  checkChoice(units, 'units', ['standardized', 'raw']);
  checkInteger(repeats, 'repeats', { min: 1 });
  checkSeed(seed);
  const data = checkBatch(X, y, training.columns, '');
  return { data, sigmas, kind, units, repeats, seed };
}
