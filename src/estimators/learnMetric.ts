import { AdversarialMargin } from '../margin/AdversarialMargin.ts';
import { mineTriplets } from '../neighbors/mineTriplets.ts';
import { Objective } from '../objective.ts';
import { seededRandom } from '../random.ts';
import type { SolverProgress } from '../solvers/Solver.ts';
import type { LabelledData } from '../validation/labelledData.ts';

import type { FitSummary } from './FitSummary.ts';
import { freezeSummary } from './FitSummary.ts';
import type { FittedMetric } from './FittedMetric.ts';
import { foldScale } from './FittedMetric.ts';
import { initialComponents } from './initialComponents.ts';
import type { ResolvedOptions } from './metricLearnerOptions.ts';
import type { Minimum } from './minimizeObjective.ts';
import { minimizeObjective } from './minimizeObjective.ts';
import { measureColumns, standardize, unstandardized } from './standardize.ts';

/**
 * A fit from left to right: standardize, mine triplets, build the objective, minimize it, fold the scale back in.
 * Nothing outside is touched: whoever takes the steps may stop at any of them.
 * @param data - n × d raw inputs with classes.
 * @param options - All options.
 * @yields The start, then where each iteration of the solver ended.
 * @returns The fitted metric.
 * @throws {RangeError} Classes that are too small, components that do not fit, values too large to be squared.
 */
export function* learnMetric(
  data: LabelledData,
  options: ResolvedOptions,
): Generator<SolverProgress, FittedMetric> {
  const standardization = options.standardize
    ? measureColumns(data)
    : unstandardized(data.columns);
  const inputs = standardize(data, standardization);
  const start = initialComponents(options.init, options.components, data);

  const triplets = mineTriplets(inputs, options.triplets);
  const random = seededRandom(options.seed);
  const loss = options.loss.prepare(inputs, triplets, random);
  const margin = options.margin
    ? new AdversarialMargin(inputs, triplets, options.margin)
    : undefined;
  const parameterization = options.parameterization(start.rows, start.columns);
  const objective = new Objective({
    inputs,
    components: start.rows,
    loss,
    margin,
    parameterization,
  });

  const minimum = yield* minimizeObjective(
    (parameters, gradient) => objective.evaluate(parameters, gradient),
    parameterization.parametersOf(start.values),
    options.solver,
  );

  const values = new Float64Array(start.values.length);
  parameterization.toComponents(minimum.x, values);
  return {
    ...standardization,
    components: { ...start, values: foldScale(values, standardization.scale) },
    summary: summarize(minimum, objective, {
      marginTarget: margin?.target ?? null,
      triplets: triplets.length,
    }),
  };
}

function summarize(
  minimum: Minimum,
  objective: Objective,
  mined: Pick<FitSummary, 'marginTarget' | 'triplets'>,
): FitSummary {
  const { x, reason } = minimum;
  // the last evaluation may have been of a point that was not taken
  const value = objective.evaluate(x, new Float64Array(x.length));
  return freezeSummary({
    iterations: minimum.iteration,
    evaluations: minimum.evaluations,
    converged: reason === 'gradient' || reason === 'objective',
    reason,
    objective: value,
    loss: objective.loss,
    margin: objective.margin,
    ...mined,
    history: minimum.history,
  });
}
