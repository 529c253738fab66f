import type { Work } from '../async/work.ts';
import { asWork, runSync } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';
import type { LabelledData } from '../data/LabelledData.ts';
import { seededRandom } from '../data/random.ts';
import type { ThreadLease } from '../kernels/arena/KernelSource.ts';
import type { MarginChoice, MarginSettings } from '../margin/marginOptions.ts';
import { checkFixedColumns, marginLengths } from '../margin/marginOptions.ts';
import { chooseTarget } from '../margin/marginTarget.ts';
import type { Triplets } from '../neighbors/triplets/Triplets.ts';
import { hasConverged } from '../solvers/Solver.ts';

import type { FitRun, LearningStep } from './FitRun.ts';
import { mapSteps, withIterationInErrors, withMaps } from './FitRun.ts';
import { freezeSummary } from './FitSummary.ts';
import type { FittedMetric } from './FittedMetric.ts';
import { foldScale } from './FittedMetric.ts';
import type { Problem } from './Problem.ts';
import { checkMapSize } from './checkMapSize.ts';
import { checkAxes } from './checkPCA.ts';
import type { ResolvedOptions } from './metricLearnerOptions.ts';
import { mineTrainingSet } from './mineTrainingSet.ts';
import { minimizeBatches } from './minimizeBatches.ts';
import type { Minimum } from './minimizeObjective.ts';
import { minimizeObjective } from './minimizeObjective.ts';
import type { Standardization } from './standardize.ts';
import { measureColumns, standardize, unstandardized } from './standardize.ts';
import { chooseSubspace, unrotate } from './subspace.ts';
import type { TrainingData } from './tripletData.ts';

/**
 * A complete fit: standardize, rotate or project, mine triplets, create the objective, minimize it, fold the scale back in. Nothing
 * outside is changed, so the caller may stop at any step.
 * @param data - n × d raw inputs with classes, or with triplets.
 * @param lease - Threads that share the work.
 * @yields From time to time while triplets are mined; then the start, and the end of each iteration of the solver; pauses in
 * between.
 * @throws {RangeError} If the map is too large, classes are too small, components, principal axes or fixed columns do not fit, or values overflow when
 * squared.
 * @throws {Error} If a custom loss fails, with its name and the iteration.
 */
export function* learnMetric(
  data: TrainingData,
  options: ResolvedOptions,
  lease?: ThreadLease,
): FitRun<FittedMetric, LearningStep> {
  const { solver, margin, pca } = options;
  checkAxes(pca, data);
  checkMapSize(options, data);
  if (margin) checkFixedColumns(margin.fixed, data.columns);
  const standardization = options.standardize
    ? yield* measureColumns(data)
    : unstandardized(data.columns);
  const standardized = yield* standardize(data, standardization);
  const random = seededRandom(options.seed);
  const { scale } = standardization;
  const context = { data, inputs: standardized, scale, random };
  const subspace = yield* chooseSubspace(options, context);
  const { inputs, basis, start: beginning } = subspace;
  // rotated rows are as near, but rounding would decide between those that are equally near
  const near = pca === undefined ? standardized : inputs;
  const { given } = data;
  const ground = { near, inputs, random, given };
  const mining = mineTrainingSet(options, ground, lease);
  const trainingSet = yield* mapSteps(mining, (mined) => ({
    mined,
    components: () => runSync(inRawUnits(beginning, basis, standardization)),
  }));
  const { problem, start } = yield* createProblem(
    options,
    { ...trainingSet, basis, random },
    beginning,
    standardization,
  );
  // a matrix is used as it is
  const isStartScaled = typeof options.init === 'string';
  const run =
    solver.name === 'adam'
      ? minimizeBatches(problem, start, solver)
      : minimizeObjective({ ...problem, isStartScaled }, start, solver, lease);
  const minimum = yield* withIterationInErrors(
    withMaps(run, (x) => runSync(rawComponents(problem, x, standardization))),
  );
  return yield* summarizeFit(
    problem,
    minimum,
    standardization,
    problem.triplets.length,
    lease?.threads,
  );
}

/** The training rows that a problem is created for. */
export type TrainingSet = Pick<
  Problem,
  'inputs' | 'basis' | 'triplets' | 'random'
>;

/**
 * Creates the problem and its initial parameters.
 * @param beginning - L to start from, on the columns of the inputs.
 * @returns The problem, and θ to start from.
 * @throws {RangeError} If components do not fit the parameterization.
 */
export function* createProblem(
  { parameterization: factory, components, loss, margin }: ResolvedOptions,
  trainingSet: TrainingSet,
  beginning: Dense,
  standardization: Standardization,
): Work<{ problem: Problem; start: Float64Array }> {
  const { inputs, triplets, random } = trainingSet;
  const context = { inputs, start: beginning, components, random };
  const parameterization = yield* asWork(factory.create(context));
  const problem = {
    ...trainingSet,
    loss,
    margin: yield* resolveTarget(margin, inputs, triplets, standardization),
    parameterization,
  };
  const start = yield* asWork(parameterization.parametersOf(beginning));
  return { problem, start };
}

/**
 * Determines the target of a margin.
 * @param inputs - n × d, standardized.
 * @returns The margin with a number for a target, in its units; `undefined` for no margin.
 */
export function* resolveTarget(
  margin: MarginChoice | false,
  inputs: LabelledData,
  triplets: Triplets,
  { scale }: Standardization,
): Work<MarginSettings | undefined> {
  if (!margin) return undefined;
  const { units, fixed, ...settings } = margin;
  const space = { ...settings, lengths: marginLengths(margin, scale) };
  return { ...space, target: yield* chooseTarget(inputs, triplets, space) };
}

/**
 * Creates the fitted metric.
 * @throws {RangeError} If the map has no rows, or is not finite in the units of the input.
 */
export function* summarizeFit(
  problem: Problem,
  minimum: Minimum,
  standardization: Standardization,
  triplets: number,
  threads = 1,
): Work<FittedMetric> {
  const { x, reason, iteration, evaluations, history } = minimum;
  const { margin } = problem;
  return {
    ...standardization,
    components: yield* rawComponents(problem, x, standardization),
    summary: freezeSummary({
      iterations: iteration,
      evaluations,
      converged: hasConverged(reason),
      reason,
      objective: minimum.objective,
      ...minimum.terms,
      marginTarget: margin?.target ?? null,
      triplets,
      threads,
      history,
    }),
  };
}

function* rawComponents(
  { parameterization, basis }: Problem,
  x: Float64Array,
  standardization: Standardization,
): Work<Dense> {
  const learned = yield* asWork(parameterization.componentsOf(x));
  return yield* inRawUnits(learned, basis, standardization);
}

function* inRawUnits(
  learned: Dense,
  basis: Dense | undefined,
  { scale }: Standardization,
): Work<Dense> {
  const map = yield* unrotate(learned, basis);
  return { ...map, values: foldScale(map.values, scale) };
}
