import type { AbstractMatrix } from 'ml-matrix';

import type { Loss } from '../losses/Loss.ts';
import type { LossOption } from '../losses/resolveLoss.ts';
import { isOwnLoss, resolveLoss } from '../losses/resolveLoss.ts';
import type { MarginChoice, MarginOptions } from '../margin/marginOptions.ts';
import { resolveMarginOptions } from '../margin/marginOptions.ts';
import type { MiningOptions } from '../neighbors/miningOptions.ts';
import { resolveMiningOptions } from '../neighbors/miningOptions.ts';
import type { ParameterizationFactory } from '../parameterizations/Parameterization.ts';
import type { ParameterizationOption } from '../parameterizations/resolveParameterization.ts';
import { resolveParameterization } from '../parameterizations/resolveParameterization.ts';
import type { SolverOption, SolverSettings } from '../solvers/resolveSolver.ts';
import { resolveSolver } from '../solvers/resolveSolver.ts';
import { toDense, toRows } from '../validation/dense.ts';
import {
  checkBoolean,
  checkChoice,
  checkInteger,
  checkOptionNames,
} from '../validation/options.ts';

import { checkPurpose } from './checkPurpose.ts';
import type { Init } from './initialComponents.ts';
import { INITS } from './initialComponents.ts';

/** What a `MetricLearner` can be told. Plain JSON, but for a loss of one's own. */
export interface MetricLearnerOptions {
  /**
   * What the metric should make small: a loss by name, `{ name, …its options }`, or a `Loss` of one's own.
   * @default 'lmnn'
   */
  loss?: LossOption;
  /**
   * The adversarial margin on top of it; `false`: none.
   * @default { weight: 1, target: 'auto', shape: 'squared', norm: 2, units: 'standardized', epsilon: 'auto' }
   */
  margin?: MarginOptions | false;
  /**
   * How many targets and impostors each row has.
   * @default { targets: 3, impostors: 10 }
   */
  triplets?: MiningOptions;
  /**
   * Rows of L: the dimension of the embedding.
   * @default the columns of X; with parameterization 'compositional', the weights that are not 0
   */
  components?: number;
  /**
   * Which maps there are: `'full'`, every L; `'diagonal'`, a weight a column; `'compositional'`, a weight for each of many
   * directions, most of them 0. Or `{ name, …its options }`.
   * @default 'full'
   */
  parameterization?: ParameterizationOption;
  /**
   * Where to start: `'identity'` (its first rows, where there are fewer components than columns; of columns that vary),
   * `'pca'` (the principal axes), `'lda'` (the axes that tell classes apart, whitened within classes), `'random'` (seeded
   * normal numbers), or L itself, components × columns, acting on standardized columns. No row may be all zeros: it
   * would stay so. `'diagonal'` and `'compositional'` start from the nearest they have in which no weight is 0.
   * @default 'identity'
   */
  init?: (typeof INITS)[number] | ArrayLike<ArrayLike<number>> | AbstractMatrix;
  /**
   * Whether columns are centred and divided by their population standard deviation; folded into `components`.
   * Without it, margins are in the units of the columns.
   * @default true
   */
  standardize?: boolean;
  /**
   * What minimizes: a solver by name, or `{ name, …its options }`.
   * @default 'lbfgs'
   */
  solver?: SolverOption;
  /**
   * Where every random choice comes from: a whole number from 0 to 2³² − 1.
   * @default 0
   */
  seed?: number;
}

/** Options that have been checked, with defaults filled in. */
export interface ResolvedOptions {
  loss: Loss;
  margin: MarginChoice | false;
  triplets: Required<MiningOptions>;
  components: number | undefined;
  init: Init;
  standardize: boolean;
  parameterization: ParameterizationFactory;
  solver: SolverSettings;
  seed: number;
}

const NAMES: ReadonlyArray<keyof MetricLearnerOptions> = [
  'loss',
  'margin',
  'triplets',
  'components',
  'parameterization',
  'init',
  'standardize',
  'solver',
  'seed',
];

/**
 * Checks all options before any work, and fills in the defaults.
 * @throws {TypeError|RangeError} Unknown names, wrong types, values out of range.
 */
export function resolveOptions(options: MetricLearnerOptions): ResolvedOptions {
  checkOptionNames(options, 'options', NAMES);
  const {
    loss = 'lmnn',
    parameterization = 'full',
    solver = 'lbfgs',
  } = options;
  const {
    components,
    init = 'identity',
    standardize = true,
    seed = 0,
  } = options;
  const resolvedLoss = resolveLoss(loss);
  const metric = resolveParameterization(parameterization);
  const margin = resolveMarginOptions(options.margin);
  // whatever a loss of one's own is called
  if (!isOwnLoss(loss) && resolvedLoss.name === 'none') {
    checkPurpose(margin, metric);
  }
  return {
    loss: resolvedLoss,
    margin,
    triplets: resolveMiningOptions(options.triplets),
    components:
      components === undefined
        ? undefined
        : checkInteger(components, 'components', { min: 1 }),
    init:
      typeof init === 'string'
        ? checkChoice(init, 'init', INITS)
        : toDense(init, 'init'),
    standardize: checkBoolean(standardize, 'standardize'),
    parameterization: metric,
    solver: resolveSolver(solver, metric.tolerance),
    seed: checkInteger(seed, 'seed', { min: 0, max: 2 ** 32 - 1 }),
  };
}

/**
 * Writes options down, so that later changes to the user's object do not reach the estimator. Matrices become plain rows,
 * and an infinite norm a text; a loss of one's own cannot be written.
 */
export function writeOptions(
  options: MetricLearnerOptions,
  resolved: ResolvedOptions,
): string {
  const { init } = resolved;
  const written: Record<string, unknown> = { ...options };
  if (isOwnLoss(options.loss)) delete written.loss;
  if (typeof init === 'object') written.init = toRows(init);
  return JSON.stringify(written, (key, value: unknown) => {
    if (value === Infinity) return 'Infinity';
    return key === 'bases' ? writeBases(value) : value;
  });
}

// what a Matrix makes of itself in JSON is not what it was given as
function writeBases(bases: unknown): unknown {
  if (typeof bases !== 'object' || bases === null) return bases;
  return toRows(toDense(bases as number[][], 'parameterization.bases'));
}
