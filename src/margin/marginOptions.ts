import type { PenaltyShape } from '../kernels/terms/marginPenalties.ts';
import { SHAPES } from '../kernels/terms/marginPenalties.ts';
import { checkChoice, checkInteger } from '../options/checks.ts';
import { describe } from '../options/describe.ts';
import type { Readers } from '../options/readOptions.ts';
import {
  choiceOf,
  number,
  readOptions,
  wordOr,
} from '../options/readOptions.ts';

import type { MarginNorm } from './dualNorm.ts';

/**
 * The default weights. With any built-in loss, a convex margin of weight 0.1 leaves a non-zero metric on iris, wine,
 * glass and sonar; at 0.3, LMNN on glass has none, at 1 on none of them. 3-NN accuracy and certified radius of LMNN
 * alone, with the convex margin at 0.1, and with the squared one at 1: iris .960/.63, .953/.73, .956/.74; wine
 * .985/1.19, .985/1.39, .989/1.40; glass .542/.08, .575/.20, .708/.32; sonar .776/.29, .829/.98, .844/1.22.
 */
const WEIGHTS: Record<PenaltyShape, number> = {
  squared: 1,
  hinge: 1,
  convex: 0.1,
};

/** Options of the adversarial-margin regularizer (Yang, Guo, Dong and Xue, arXiv 2006.05945). */
export interface MarginOptions {
  /**
   * The weight of the penalty: a triplet without a margin costs `weight`, averaged over the triplets. The paper's λ is
   * `weight / target²`. The convex penalty grows with the metric: the larger its weight, the smaller the metric, down
   * to nothing.
   * @default 1; with shape 'convex' 0.1
   */
  weight?: number;
  /**
   * The margin τ above which a triplet costs nothing, in the norm and the units of the margin. `'auto'`: the 95th
   * percentile of the positive margins under the Euclidean metric; `{ auto: 3 }`: three times as much.
   * @default 'auto'
   */
  target?: number | 'auto' | { auto: number };
  /**
   * The penalty as a function of the margin m. `'squared'`: the paper's [1 − max(m/τ, 0)²]₊. `'hinge'`: [1 − m/τ]₊,
   * which pushes violated triplets too. `'convex'`: [2τ‖Mz‖ − D]₊, convex in the metric and growing with it, for a loss
   * that determines the scale of the metric; D is the squared distance of the impostor less that of the target.
   * @default 'squared'
   */
  shape?: PenaltyShape;
  /**
   * The norm of the perturbation of the anchor: 2, 1 or Infinity; in JSON, which has no infinity, `'Infinity'`.
   * @default 2
   */
  norm?: MarginNorm | 'Infinity';
  /**
   * The units of the perturbation: standard deviations of the columns, or the raw units of the columns.
   * @default 'standardized'
   */
  units?: 'standardized' | 'raw';
  /**
   * The number added to ‖Mz‖² before dividing by it. `'auto'`: 1e−10 times its mean over the triplets, which keeps the
   * margin independent of the scale of the metric. A number is absolute; the authors' code has 1e−10.
   * @default 'auto'
   */
  epsilon?: number | 'auto';
  /**
   * The columns that an opponent cannot change, by their indices in X. They count for distances, but not for
   * perturbations: the margin of a triplet is D / (2 ‖(Mz)_free‖), with the entries of the other columns. At least one
   * column must remain free.
   * @default []
   */
  fixed?: number[];
}

/** The space in which perturbations are measured. */
export interface MarginSpace {
  norm: MarginNorm;
  /**
   * The length of a unit of each standardized column, in the units of perturbations: infinite for a column that is
   * fixed. `undefined`: 1.
   */
  lengths: Float64Array | undefined;
}

/** Options that have been checked, with defaults filled in. */
export type MarginChoice = Required<MarginOptions> & { norm: MarginNorm };

/** Checked options; the weight may be missing. */
type WithoutWeight = Omit<MarginChoice, 'weight'> & {
  weight: number | undefined;
};

/** The inputs of a margin besides its triplets. */
export type MarginSettings = Omit<MarginChoice, 'units' | 'fixed' | 'target'> &
  MarginSpace & {
    /** τ, in the units of perturbations. */
    target: number;
  };

/**
 * Checks the options, and fills in the defaults.
 * @param options - `false`: no margin.
 * @throws {TypeError|RangeError} Unknown names, invalid choices, numbers out of range.
 */
export function resolveMarginOptions(
  options: MarginOptions | false = {},
): MarginChoice | false {
  if (options === false) return false;
  if (typeof options === 'boolean') {
    throw new TypeError('margin must be false or an object, got true');
  }
  const readers: Readers<WithoutWeight> = {
    weight: wordOr(undefined, number({ min: 0 })),
    target: readTarget,
    shape: choiceOf(SHAPES, 'squared'),
    norm: readNorm,
    units: choiceOf(['standardized', 'raw'], 'standardized'),
    epsilon: wordOr('auto', number({ min: 0 })),
    fixed: readColumns,
  };
  const choices = readOptions(options, 'margin', readers);
  const { weight = WEIGHTS[choices.shape] } = choices;
  return { ...choices, weight };
}

function readTarget(
  name: string,
  given: unknown = 'auto',
): MarginChoice['target'] {
  if (typeof given === 'object') {
    return readOptions(given as { auto: number }, name, {
      auto: number({ above: 0 }),
    });
  }
  return wordOr('auto', number({ above: 0 }))(name, given);
}

function readNorm(name: string, given: unknown = 2): MarginNorm {
  if (given === 'Infinity') return Infinity;
  return checkChoice<MarginNorm>(given, name, [2, 1, Infinity]);
}

/** Reads the indices of columns; how many columns there are is not known yet. */
export function readColumns(name: string, given: unknown = []): number[] {
  if (!Array.isArray(given)) {
    throw new TypeError(
      `${name} must be an array of column indices, got ${describe(given)}`,
    );
  }
  return Array.from(given, (column: unknown, at) =>
    checkInteger(column, `${name}[${at}]`, { min: 0 }),
  );
}

/**
 * Checks that fixed columns are columns of the table, and that another column is left.
 * @param columns - The number of columns of X.
 * @throws {RangeError} If one is not, or none is left.
 */
export function checkFixedColumns(
  fixed: readonly number[],
  columns: number,
  name = 'margin.fixed',
): void {
  for (const [at, column] of fixed.entries()) {
    checkInteger(column, `${name}[${at}]`, {
      max: columns - 1,
      maxReason: 'the last column of X',
    });
  }
  if (new Set(fixed).size < columns) return;
  throw new RangeError(
    `${name} must leave at least one column free, got all ${columns} columns of X`,
  );
}

/**
 * The lengths of a `MarginSpace`.
 * @param scale - The standard deviation of each column.
 */
export function marginLengths(
  { units, fixed }: Pick<MarginChoice, 'units' | 'fixed'>,
  scale: Float64Array,
): Float64Array | undefined {
  const isRaw = units === 'raw';
  if (fixed.length === 0) return isRaw ? scale : undefined;
  const lengths = isRaw ? scale.slice() : scale.map(() => 1);
  for (const column of fixed) lengths[column] = Infinity;
  return lengths;
}
