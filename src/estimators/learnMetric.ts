import { AdversarialMargin } from '../margin/AdversarialMargin.ts';
import type { Triplets } from '../neighbors/Triplets.ts';
import { mineTriplets } from '../neighbors/mineTriplets.ts';
import { Objective } from '../objective.ts';
import { full } from '../parameterizations/full.ts';
import { seededRandom } from '../random.ts';
import type { SolverProgress, SolverResult } from '../solvers/Solver.ts';
import { lbfgs } from '../solvers/lbfgs.ts';
import type { LabelledData } from '../validation/labelledData.ts';

import type { FitProgress, FitSummary } from './FitSummary.ts';
import type { FittedMetric } from './FittedMetric.ts';
import { foldScale } from './FittedMetric.ts';
import { initialComponents } from './initialComponents.ts';
import type { ResolvedOptions } from './metricLearnerOptions.ts';
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
  const { columns } = data;
  const start = initialComponents(options.init, options.components, columns);
  const standardization = options.standardize
    ? measureColumns(data)
    : unstandardized(columns);
  const inputs = standardize(data, standardization);

  const triplets = mineTriplets(inputs, options.triplets);
  const random = seededRandom(options.seed);
  const margin = options.margin
    ? new AdversarialMargin(inputs, triplets, options.margin)
    : undefined;
  const parameterization = full(start.rows, columns);
  const objective = new Objective({
    inputs,
    components: start.rows,
    loss: options.loss.prepare(inputs, triplets, random),
    margin,
    parameterization,
  });

  const parameters = parameterization.parametersOf(start.values);
  const run = lbfgs(
    (x, gradient) => objective.evaluate(x, gradient),
    parameters,
    options.solver,
  );
  const history: FitProgress[] = [];
  let step = run.next();
  for (; !step.done; step = run.next()) {
    const { iteration, objective: value, gradientNorm } = step.value;
    history.push({ iteration, objective: value, gradientNorm });
    yield step.value;
  }

  const result = step.value;
  const values = new Float64Array(start.values.length);
  parameterization.toComponents(result.x, values);
  return {
    ...standardization,
    components: {
      ...start,
      values: foldScale(values, standardization.scale),
    },
    summary: summarize(result, objective, margin, triplets, history),
  };
}

function summarize(
  result: SolverResult,
  objective: Objective,
  margin: AdversarialMargin | undefined,
  triplets: Triplets,
  history: FitProgress[],
): FitSummary {
  // the solver's last evaluation may have been of a step it did not take
  const value = objective.evaluate(result.x, new Float64Array(result.x.length));
  return {
    iterations: result.iteration,
    evaluations: result.evaluations,
    converged: result.reason === 'gradient' || result.reason === 'objective',
    reason: result.reason,
    objective: value,
    loss: objective.loss,
    margin: objective.margin,
    marginTarget: margin?.target ?? null,
    triplets: triplets.length,
    history,
  };
}
