import type { Rows } from '../../data/Dense.ts';
import type { LabelledData } from '../../data/LabelledData.ts';
import { checkBatch } from '../../data/LabelledData.ts';
import type { Labels } from '../../data/labels.ts';
import type { FittedClassifier } from '../../estimators/classifier/FittedClassifier.ts';
import {
  checkChoice,
  checkInteger,
  checkOptionNames,
  checkSeed,
} from '../../options/checks.ts';
import type { PerturbationUnits } from '../PerturbationSpace.ts';

import { checkSizes } from './checkSizes.ts';
import type { NoiseKind } from './noise.ts';
import { NOISES } from './noise.ts';

/** The noise to be added. */
export interface NoiseOptions {
  /**
   * The values of σ, one or more numbers of at least 0. On standardized columns, a signal-to-noise ratio of s dB
   * corresponds to σ = 10^(−s/20).
   */
  sigmas: ArrayLike<number>;
  /**
   * `'gaussian'`: a normal number of standard deviation σ for each column; `'spherical'`: a vector of length σ in a
   * random direction; `'uniform'`: a uniform number from −√3 σ to √3 σ for each column, whose standard deviation is σ.
   * @default 'gaussian'
   */
  kind?: NoiseKind;
  /**
   * The unit of σ: `'standardized'` is the standard deviation of each column in the training data, `'raw'` the
   * column's own unit.
   * @default 'standardized'
   */
  units?: PerturbationUnits;
  /**
   * How often noise is drawn for each row.
   * @default 10
   */
  repeats?: number;
  /**
   * The seed of the noise: a whole number from 0 to 2³² − 1.
   * @default 0
   */
  seed?: number;
}

const OPTION_NAMES = ['sigmas', 'kind', 'units', 'repeats', 'seed'];

/** A checked request. */
export interface NoiseRequest extends Required<Omit<NoiseOptions, 'sigmas'>> {
  data: LabelledData;
  sigmas: number[];
}

/**
 * Checks everything before any work.
 * @throws {TypeError|RangeError} If rows have the wrong width or entries that are not finite, the number of labels
 * differs from that of rows, or an option is unknown or out of range.
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
