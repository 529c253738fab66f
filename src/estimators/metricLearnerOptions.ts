import type { AbstractMatrix } from 'ml-matrix';

import type { Loss } from '../losses/Loss.ts';
import type { LossOption } from '../losses/resolveLoss.ts';
import { resolveLoss } from '../losses/resolveLoss.ts';
import type { MarginOptions } from '../margin/marginOptions.ts';
import { resolveMarginOptions } from '../margin/marginOptions.ts';
import type { TripletOptions } from '../neighbors/tripletOptions.ts';
import { resolveTripletOptions } from '../neighbors/tripletOptions.ts';
import type {
  ParameterizationFactory,
  ParameterizationOption,
} from '../parameterizations/resolveParameterization.ts';
import { resolveParameterization } from '../parameterizations/resolveParameterization.ts';
import type { Solver } from '../solvers/Solver.ts';
import type { SolverOption } from '../solvers/resolveSolver.ts';
import { resolveSolver } from '../solvers/resolveSolver.ts';
import type { Dense } from '../validation/dense.ts';
import { toDense, toRows } from '../validation/dense.ts';
import {
  checkBoolean,
  checkChoice,
  checkInteger,
  checkOptionNames,
} from '../validation/options.ts';

/** What a `MetricLearner` can be told. Plain JSON. */
export interface MetricLearnerOptions {
  /**
   * What the metric should make small: a loss by name, or `{ name, …its options }`.
   * @default 'lmnn'
   */
  loss?: LossOption;
  /**
   * The adversarial margin on top of it; `false`: none.
   * @default { weight: 1, target: 'auto', shape: 'squared', norm: 2, units: 'standardized' }
   */
  margin?: MarginOptions | false;
  /**
   * How many targets and impostors each row has.
   * @default { targets: 3, impostors: 10 }
   */
  triplets?: TripletOptions;
  /**
   * Rows of L: the dimension of the embedding.
   * @default the columns of X
   */
  components?: number;
  /**
   * Which maps there are: `'full'`, every L.
   * @default 'full'
   */
  parameterization?: ParameterizationOption;
  /**
   * Where to start: `'identity'` (its first rows, where there are fewer components than columns; of columns that vary),
   * or L itself, components × columns, acting on standardized columns. No row may be all zeros: it would stay so.
   * @default 'identity'
   */
  init?: 'identity' | ArrayLike<ArrayLike<number>> | AbstractMatrix;
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
  margin: Required<MarginOptions> | false;
  triplets: Required<TripletOptions>;
  components: number | undefined;
  init: 'identity' | Dense;
  standardize: boolean;
  parameterization: ParameterizationFactory;
  solver: Solver;
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
 * @param options - What the user gave.
 * @returns All options.
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
  return {
    loss: resolveLoss(loss),
    margin: resolveMarginOptions(options.margin),
    triplets: resolveTripletOptions(options.triplets),
    components:
      components === undefined
        ? undefined
        : checkInteger(components, 'components', { min: 1 }),
    init:
      typeof init === 'string'
        ? checkChoice<'identity'>(init, 'init', ['identity'])
        : toDense(init, 'init'),
    standardize: checkBoolean(standardize, 'standardize'),
    parameterization: resolveParameterization(parameterization),
    solver: resolveSolver(solver),
    seed: checkInteger(seed, 'seed', { min: 0, max: 2 ** 32 - 1 }),
  };
}

/**
 * Writes options down, so that later changes to the user's object do not reach the estimator. An `init` matrix becomes
 * plain rows.
 * @param options - What the user gave.
 * @param resolved - The same, checked.
 * @returns JSON.
 */
export function writeOptions(
  options: MetricLearnerOptions,
  resolved: ResolvedOptions,
): string {
  const { init } = resolved;
  return JSON.stringify(
    init === 'identity' ? options : { ...options, init: toRows(init) },
  );
}
