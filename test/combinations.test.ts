/** Every loss × every parameterization × every margin: one estimator, whose parts do not know of each other. */
import type { MetricLearnerOptions } from 'ml-metric-learning';
import { MetricLearner } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { createObjective } from '../src/estimators/Problem.ts';
import { settleMargin } from '../src/estimators/learnMetric.ts';
import { resolveOptions } from '../src/estimators/metricLearnerOptions.ts';
import { unstandardized } from '../src/estimators/standardize.ts';
import { seededRandom } from '../src/random.ts';
import { finish } from '../src/work.ts';

import { numericGradient, relativeError } from './oracles/numericGradient.ts';
import {
  labelsOf,
  normals,
  randomTriplets,
  rowsOf,
} from './oracles/randomData.ts';

const { data, triplets } = randomTriplets(36, 4, 3, 77);
const X = rowsOf(data.values, data.columns);
const y = labelsOf(data);

const losses: Array<MetricLearnerOptions['loss']> = [
  'lmnn',
  { name: 'lmnn', hinge: 'squared' },
  { name: 'lmnn', impostors: 'active' },
  'nca',
  'triplet',
  { name: 'triplet', distance: 'plain', smooth: true },
  'none',
];
const parameterizations: Array<MetricLearnerOptions['parameterization']> = [
  'full',
  'diagonal',
  { name: 'compositional', bases: 3, sparsity: 1e-3 },
  { name: 'compositional', bases: 12, sparsity: 1e-3 },
  { name: 'compositional', bases: 12, sparsity: 0 },
];
// the convex one grows with the metric, and would shrink it to nothing if it weighed as much as the loss
const margins: Array<MetricLearnerOptions['margin']> = [
  false,
  { shape: 'squared' },
  { shape: 'hinge', norm: Infinity },
  { shape: 'convex', norm: 1, units: 'raw', weight: 0.05 },
];

const isSparse = (parameterization: MetricLearnerOptions['parameterization']) =>
  typeof parameterization === 'object' &&
  parameterization.name === 'compositional' &&
  parameterization.sparsity !== 0;

const combinations = losses.flatMap((loss) =>
  parameterizations.flatMap((parameterization) =>
    margins.map((margin) => ({ loss, parameterization, margin })),
  ),
);
// without a loss, there has to be a margin, and nothing that drives the scale
const legal = combinations.filter(
  ({ loss, parameterization, margin }) =>
    loss !== 'none' ||
    (margin && margin.shape !== 'convex' && !isSparse(parameterization)),
);

function objectiveOf(options: MetricLearnerOptions) {
  const { loss, margin, parameterization } = resolveOptions(options);
  const random = seededRandom(1);
  const { columns } = data;
  const values = normals(columns * columns, 5);
  const start = { values, rows: columns, columns };
  const made = finish(
    parameterization.create({
      inputs: data,
      start,
      components: undefined,
      random,
    }),
  );
  const standardization = {
    ...unstandardized(columns),
    scale: Float64Array.of(1, 2, 0.5, 1),
  };
  const objective = finish(
    createObjective({
      inputs: data,
      triplets,
      loss,
      margin: finish(settleMargin(margin, data, triplets, standardization)),
      parameterization: made,
      random,
    }),
  );
  return { objective, theta: made.parametersOf(start) };
}

describe.each(legal)('%o', (options) => {
  test('the gradient is that of the objective', () => {
    const { objective, theta } = objectiveOf(options);
    const gradient = new Float64Array(theta.length);
    const scratch = new Float64Array(theta.length);
    finish(objective.evaluate(theta, gradient));
    const numeric = numericGradient(
      (moved) => finish(objective.evaluate(moved, scratch)),
      theta,
      1e-6,
    );
    // steps of 1e−6 lose about 1e−9 to rounding; kinks are that near to a random point of none of these
    expect(relativeError(gradient, numeric)).toBeLessThan(1e-6);
  });

  test('the objective falls; saved and loaded, the transform is the same; so are the bits the second time', () => {
    const metric = new MetricLearner(options).fit(X, y);
    const { objective, history, iterations } = metric.summary;
    expect(iterations).toBeGreaterThan(0);
    expect(objective).toBeLessThan(history[0].objective);
    const embedding = metric.transform(X);
    expect(embedding.flat().every(Number.isFinite)).toBe(true);
    const restored = MetricLearner.load(JSON.stringify(metric));
    expect(restored.transform(X)).toStrictEqual(embedding);
    const again = new MetricLearner(restored.options).fit(X, y);
    expect(JSON.stringify(again)).toBe(JSON.stringify(metric));
  });
});

test.each([false, { shape: 'convex' }] as const)(
  'no loss with margin %o is refused',
  (margin) => {
    expect(() => new MetricLearner({ loss: 'none', margin })).toThrow(
      RangeError,
    );
  },
);
