import {
  checkChoice,
  checkNumber,
  checkOptionNames,
} from '../validation/options.ts';

/** The adversarial-margin regularizer. */
export interface MarginOptions {
  /**
   * How much it counts: a triplet without a margin costs `weight`, averaged over the triplets.
   * The paper's λ is `weight / target²`.
   * @default 1
   */
  weight?: number;
  /**
   * The margin τ above which a triplet costs nothing, in standard deviations of the inputs. `'auto'`: the 95th
   * percentile of the positive margins under the Euclidean metric.
   * @default 'auto'
   */
  target?: number | 'auto';
  /**
   * How the cost falls with the margin m: `'squared'` is the paper's [1 − max(m/τ, 0)²]₊.
   * @default 'squared'
   */
  shape?: 'squared';
  /**
   * The norm in which the perturbation of the anchor is measured.
   * @default 2
   */
  norm?: 2;
  /**
   * The space in which it is measured: columns divided by their standard deviation.
   * @default 'standardized'
   */
  units?: 'standardized';
  /**
   * What is added to ‖Mz‖² so that it can be divided by. `'auto'`: 1e−10 of its mean over the triplets, which leaves the
   * margin independent of the scale of the metric. A number is absolute; the authors' code has 1e−10.
   * @default 'auto'
   */
  epsilon?: number | 'auto';
}

/**
 * Fills in the defaults.
 * @param options - What the user gave; `false` is no margin.
 * @returns All options, or `false`.
 * @throws {TypeError|RangeError} Unknown names, choices or numbers out of range.
 */
export function resolveMarginOptions(
  options: MarginOptions | false = {},
): Required<MarginOptions> | false {
  if (options === false) return false;
  if (typeof options === 'boolean') {
    throw new TypeError('margin must be false or an object, got true');
  }
  checkOptionNames(options, 'margin', [
    'weight',
    'target',
    'shape',
    'norm',
    'units',
    'epsilon',
  ]);
  const { weight = 1, target = 'auto', epsilon = 'auto' } = options;
  const { shape = 'squared', norm = 2, units = 'standardized' } = options;
  return {
    weight: checkNumber(weight, 'margin.weight', { min: 0 }),
    target:
      target === 'auto'
        ? target
        : checkNumber(target, 'margin.target', { above: 0 }),
    shape: checkChoice(shape, 'margin.shape', ['squared']),
    norm: checkChoice(norm, 'margin.norm', [2]),
    units: checkChoice(units, 'margin.units', ['standardized']),
    epsilon:
      epsilon === 'auto'
        ? epsilon
        : checkNumber(epsilon, 'margin.epsilon', { min: 0 }),
  };
}
