import type { AbstractMatrix } from 'ml-matrix';

import type { Dense } from '../data/Dense.ts';
import { rowOf, toDense } from '../data/Dense.ts';
import type { ResolvedLoss } from '../losses/Loss.ts';
import type { LossOption } from '../losses/resolveLoss.ts';
import { isCustomLoss, resolveLoss } from '../losses/resolveLoss.ts';
import type { MarginChoice, MarginOptions } from '../margin/marginOptions.ts';
import { resolveMarginOptions } from '../margin/marginOptions.ts';
import type { MiningOptions } from '../neighbors/triplets/miningOptions.ts';
import { resolveMiningOptions } from '../neighbors/triplets/miningOptions.ts';
import type { OptionPaths } from '../options/checks.ts';
import {
  checkBoolean,
  checkChoice,
  checkInteger,
  checkOptionNames,
} from '../options/checks.ts';
import type { ParameterizationFactory } from '../parameterizations/Parameterization.ts';
import type { ParameterizationOption } from '../parameterizations/resolveParameterization.ts';
import { resolveParameterization } from '../parameterizations/resolveParameterization.ts';
import type { SolverOption, SolverSettings } from '../solvers/resolveSolver.ts';
import { resolveSolver } from '../solvers/resolveSolver.ts';

import { checkPCA } from './checkPCA.ts';
import { checkPurpose } from './checkPurpose.ts';
import type { Init, InitialMatrix } from './initialMap.ts';
import { INITS } from './initialMap.ts';

/** Options of `MetricLearner`. Plain JSON, except for a custom loss. */
export interface MetricLearnerOptions {
  /**
   * The loss that the metric minimizes: a loss by name, `{ name, …its options }`, or a custom `Loss`.
   * @default 'lmnn'
   */
  loss?: LossOption;
  /**
   * The adversarial margin that is added to the loss; `false`: no margin.
   * @default { weight: 1, target: 'auto', shape: 'squared', norm: 2, units: 'standardized', epsilon: 'auto', fixed: [] }
   */
  margin?: MarginOptions | false;
  /**
   * How triplets are mined: the number of targets and impostors of each row, and the rows among which impostors are
   * searched.
   * @default { targets: 3, impostors: 10, candidates: 'auto' }
   */
  triplets?: MiningOptions;
  /**
   * The number of rows of L, which is the dimension of the embedding: at most the number of columns of X. Not allowed
   * with parameterization 'compositional'.
   * @default the number of columns of X, or of rows of `init` if that is a matrix; with parameterization
   * 'compositional', the number of weights that are not 0. If X has fewer rows than columns, as many as it has rows
   * (they hold what its rows can teach), unless the parameterization, the norm or units of the margin, fixed columns or
   * a custom loss depend on single columns
   */
  components?: number;
  /**
   * The set of maps that L is chosen from: `'full'`, every L; `'diagonal'`, one weight per column; `'compositional'`,
   * one weight for each of many directions, most of them 0. Or `{ name, …its options }`.
   * @default 'full'
   */
  parameterization?: ParameterizationOption;
  /**
   * The initial map of the fit: `'identity'` (its first rows if there are fewer components than columns, those of
   * columns that vary), `'pca'` (the principal axes), `'lda'` (the discriminant axes, whitened within classes),
   * `'random'` (normally distributed numbers, drawn by the seed), or L itself, components × columns, acting on
   * standardized columns. No row may be all zeros, since gradient steps keep a row of zeros. Or a warm start: a fitted
   * `MetricLearner` (or its `{ components }`), learned from other rows with the same columns, whose map acts on raw
   * columns; it is kept as plain `{ components }`. `'diagonal'` and `'compositional'` start from the nearest metric of
   * theirs in which no weight is 0.
   * @default 'identity'
   */
  init?: (typeof INITS)[number] | MatrixRows | WarmStart;
  /**
   * The members of a mean of metrics, M̄ = Σ w_k M_k / trace(M_k) / Σ w_k, which is one metric: members that err in
   * different directions correct each other. Options of each member, which may have a `weight` of 1 by default; or
   * `'robust'`, members that were found to be better together than each alone, in accuracy and in radius. Beside it, only
   * `standardize`, `seed` and `pca` may be given, which members without their own share. Not for streams.
   * @default undefined: a single metric
   */
  mean?: 'robust' | MemberOptions[];
  /**
   * The number of principal axes (of the standardized columns) along which the metric is learned: rows are projected onto
   * them before anything else, and the projection is folded into `components`. At most the number of rows and of
   * columns of X. Fits of hundreds of columns then take a fraction of the time. A margin is measured in the columns as
   * always, which needs its norm 2, standardized units and no fixed columns. `components` defaults to `pca`; the initial
   * map `'identity'` takes the first axes, and a matrix is projected; with 'diagonal', there is a weight per axis. Not
   * for streams.
   * @default undefined: all columns
   */
  pca?: number;
  /**
   * Whether columns are centred and divided by their population standard deviation, which is folded into `components`.
   * Without it, margins are in the units of the columns.
   * @default true
   */
  standardize?: boolean;
  /**
   * The solver that minimizes the objective: by name, or `{ name, …its options }`.
   * @default 'lbfgs'
   */
  solver?: SolverOption;
  /**
   * The seed of all random choices: a whole number from 0 to 2³² − 1.
   * @default 0
   */
  seed?: number;
}

/** A matrix in any accepted form. */
type MatrixRows = ArrayLike<ArrayLike<number>> | AbstractMatrix;

/** The map of a fitted metric, r × d, which acts on raw columns: a `MetricLearner` is one. */
export interface WarmStart {
  readonly components: MatrixRows;
}

/** The options of a member of a mean. */
export interface MemberOptions extends MetricLearnerOptions {
  /**
   * The weight of the member, above 0.
   * @default 1
   */
  weight?: number;
}

/** Options that have been checked, with defaults filled in. */
export interface ResolvedOptions {
  loss: ResolvedLoss;
  margin: MarginChoice | false;
  triplets: Required<MiningOptions>;
  components: number | undefined;
  init: Init;
  pca: number | undefined;
  standardize: boolean;
  parameterization: ParameterizationFactory;
  solver: SolverSettings;
  seed: number;
  /**
   * Whether the columns may be rotated without any effect on the objective: every L is allowed, a margin is the length
   * of a perturbation in the units of the columns, and no custom loss sees them.
   */
  isRotatable: boolean;
  /** Whether rows may be learned from in any order: a custom loss may know them by their numbers. */
  isOrderFree: boolean;
}

/** The names of all options. */
export const METRIC_LEARNER_OPTIONS: ReadonlyArray<keyof MetricLearnerOptions> =
  [
    'loss',
    'margin',
    'triplets',
    'components',
    'parameterization',
    'init',
    'mean',
    'pca',
    'standardize',
    'solver',
    'seed',
  ];

/** Options of options, by the path that a message suggests. */
const NESTED_OPTIONS: OptionPaths = Object.fromEntries(
  Object.entries({
    solver: [
      'maxIterations',
      'tolerance',
      'epochs',
      'batchSize',
      'learningRate',
    ],
    margin: ['weight', 'target', 'shape', 'norm', 'units', 'fixed'],
    triplets: ['targets', 'impostors', 'candidates'],
    loss: ['push', 'hinge', 'distance'],
    parameterization: ['sparsity', 'bases'],
  }).flatMap(([place, names]) =>
    names.map((name) => [name, `${place}.${name}`]),
  ),
);

/**
 * Checks the names of all options.
 * @param options - As given.
 * @param more - Further names.
 * @throws {TypeError} An unknown name.
 */
export function checkLearnerOptionNames(
  options: unknown,
  ...more: string[]
): void {
  const known = [...METRIC_LEARNER_OPTIONS, ...more];
  checkOptionNames(options, 'options', known, NESTED_OPTIONS);
}

/**
 * Checks the options of a single metric before any work, and fills in the defaults.
 * @throws {TypeError|RangeError} Unknown names, wrong types, values out of range.
 */
export function resolveOptions(options: MetricLearnerOptions): ResolvedOptions {
  checkLearnerOptionNames(options);
  const {
    loss = 'lmnn',
    parameterization = 'full',
    solver = 'lbfgs',
  } = options;
  const {
    components,
    init = 'identity',
    pca,
    standardize = true,
    seed = 0,
  } = options;
  const resolvedLoss = resolveLoss(loss);
  const metric = resolveParameterization(parameterization);
  const margin = resolveMarginOptions(options.margin);
  // whatever the name of a custom loss
  if (!isCustomLoss(loss) && resolvedLoss.name === 'none') {
    checkPurpose(margin, metric);
  }
  const lossTolerance = margin === false ? resolvedLoss.tolerance : undefined;
  const resolved = {
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
        : readMatrix(init),
    pca: pca === undefined ? undefined : checkInteger(pca, 'pca', { min: 1 }),
    standardize: checkBoolean(standardize, 'standardize'),
    parameterization: metric,
    solver: resolveSolver(solver, metric.tolerance ?? lossTolerance),
    seed: checkInteger(seed, 'seed', { min: 0, max: 2 ** 32 - 1 }),
  };
  checkPCA(resolved);
  const isRotatable =
    metric.name === 'full' &&
    (margin === false || isEuclidean(margin)) &&
    !isCustomLoss(loss);
  return { ...resolved, isRotatable, isOrderFree: !isCustomLoss(loss) };
}

function readMatrix(init: MatrixRows | WarmStart): InitialMatrix {
  if (!isWarmStart(init)) {
    return { ...toDense(init, 'init'), units: 'standardized' };
  }
  const map = toDense(init.components, 'init.components');
  return { ...withoutZeroRows(map), units: 'raw' };
}

// a diagonal metric may ignore columns
function withoutZeroRows(map: Dense): Dense {
  const { rows, columns } = map;
  const kept = Array.from({ length: rows }, (_, row) =>
    Array.from(rowOf(map, row)),
  ).filter((row) => row.some((entry) => entry !== 0));
  if (kept.length === 0) return map;
  return {
    values: Float64Array.from(kept.flat()),
    rows: kept.length,
    columns,
  };
}

/** Whether a value of `init` is a fitted metric. */
export function isWarmStart(init: unknown): init is WarmStart {
  return typeof init === 'object' && init !== null && 'components' in init;
}

// whether the margin of a rotated table is the same
function isEuclidean({ norm, units, fixed }: MarginChoice): boolean {
  return norm === 2 && units === 'standardized' && fixed.length === 0;
}
