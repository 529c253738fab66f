/**
 * Every loss × every parameterization, every loss × every margin, every parameterization × every margin: the parts of
 * the estimator are independent of each other.
 */
import type { Loss, MetricLearnerOptions } from 'ml-metric-learning';
import { MetricLearner } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { runSync } from '../src/async/work.ts';
import { seededRandom } from '../src/data/random.ts';
import { createObjective } from '../src/fit/Problem.ts';
import { resolveTarget } from '../src/fit/learnMetric.ts';
import { resolveOptions } from '../src/fit/metricLearnerOptions.ts';
import { unstandardized } from '../src/fit/standardize.ts';

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

/** A custom loss: the mean over triplets of log(1 + exp(d²(target) − d²(impostor))). */
const softTriplet: Loss = {
  name: 'own',
  prepare: (_, { length, anchors, targets, impostors }) => ({
    evaluate: ({ values, columns }, gradient) => {
      const between = (a: number, b: number, k: number) =>
        values[a * columns + k] - values[b * columns + k];
      let sum = 0;
      for (const [triplet, anchor] of anchors.entries()) {
        const target = targets[triplet];
        const impostor = impostors[triplet];
        let violation = 0;
        for (let k = 0; k < columns; k++) {
          violation += between(anchor, target, k) ** 2;
          violation -= between(anchor, impostor, k) ** 2;
        }
        sum += Math.log1p(Math.exp(violation));
        const slope = 2 / (1 + Math.exp(-violation)) / length;
        for (let k = 0; k < columns; k++) {
          gradient[anchor * columns + k] +=
            slope * between(impostor, target, k);
          gradient[target * columns + k] -= slope * between(anchor, target, k);
          gradient[impostor * columns + k] +=
            slope * between(anchor, impostor, k);
        }
      }
      return sum / length;
    },
  }),
};

const losses: Array<MetricLearnerOptions['loss']> = [
  'lmnn',
  { name: 'lmnn', hinge: 'squared' },
  { name: 'lmnn', impostors: 'active' },
  { name: 'lmnn', impostors: 'active', hinge: 'squared' },
  'nca',
  'triplet',
  { name: 'triplet', distance: 'plain', smooth: true },
  'none',
  softTriplet,
];
const maps: Array<
  Pick<MetricLearnerOptions, 'parameterization' | 'components' | 'init'>
> = [
  { parameterization: 'full' },
  // of the identity, two columns of the pull-back are 0, where a norm that adds absolute values has its kink
  { parameterization: 'full', components: 2, init: 'pca' },
  { parameterization: 'diagonal' },
  {
    parameterization: { name: 'compositional', bases: 3, sparsity: 1e-3 },
  },
  {
    parameterization: { name: 'compositional', bases: 12, sparsity: 1e-3 },
  },
  { parameterization: { name: 'compositional', bases: 12, sparsity: 0 } },
];
const margins: Array<MetricLearnerOptions['margin']> = [
  ...(['squared', 'hinge', 'convex'] as const).flatMap((shape) =>
    ([2, 1, Infinity] as const).flatMap((norm) =>
      (['standardized', 'raw'] as const).map((units) => ({
        shape,
        norm,
        units,
      })),
    ),
  ),
  { fixed: [1] },
  { shape: 'hinge', norm: Infinity, units: 'raw', fixed: [0, 3] },
  { shape: 'convex', norm: 1, fixed: [2] },
];

const isSparse = (parameterization: MetricLearnerOptions['parameterization']) =>
  typeof parameterization === 'object' &&
  parameterization.name === 'compositional' &&
  parameterization.sparsity !== 0;

// without a margin, and with one of three, which vary between losses and maps
const combinations = losses.flatMap((loss, row) =>
  maps.flatMap((map, column) =>
    [
      false as const,
      ...margins.filter((_, at) => (at + row + column) % 3 === 0),
    ].map((margin) => ({ loss, ...map, margin })),
  ),
);
// without a loss, there has to be a margin, and nothing else that depends on the scale
const legal = combinations.filter(
  ({ loss, parameterization, margin }) =>
    loss !== 'none' ||
    (margin && margin.shape !== 'convex' && !isSparse(parameterization)),
);

function objectiveOf(options: MetricLearnerOptions) {
  const { loss, margin, parameterization, components } =
    resolveOptions(options);
  const random = seededRandom(1);
  const { columns } = data;
  const rows = components ?? columns;
  const start = { values: normals(rows * columns, 5), rows, columns };
  const made = runSync(
    parameterization.create({
      inputs: data,
      start,
      components,
      random,
    }),
  );
  const standardization = {
    ...unstandardized(columns),
    scale: Float64Array.of(1, 2, 0.5, 1),
  };
  const objective = runSync(
    createObjective({
      inputs: data,
      triplets,
      loss,
      margin: runSync(resolveTarget(margin, data, triplets, standardization)),
      parameterization: made,
      random,
    }),
  );
  return { objective, theta: runSync(made.parametersOf(start)) };
}

describe.each(legal)('%o', (options) => {
  test('the gradient is that of the objective', () => {
    const { objective, theta } = objectiveOf(options);
    const gradient = new Float64Array(theta.length);
    const scratch = new Float64Array(theta.length);
    runSync(objective.evaluate(theta, gradient));
    const numeric = numericGradient(
      (moved) => runSync(objective.evaluate(moved, scratch)),
      theta,
      1e-6,
    );
    // steps of 1e−6 lose about 1e−9 to rounding; a random point of none of these is that near to a kink
    expect(relativeError(gradient, numeric)).toBeLessThan(1e-6);
  });

  test('the objective falls; refits from options or JSON give the same metric, bit for bit', () => {
    const metric = new MetricLearner(options).fit(X, y);
    const { objective, history, iterations } = metric.summary;
    expect(iterations).toBeGreaterThan(0);
    expect(objective).toBeLessThan(history[0].objective);
    const embedding = metric.transform(X);
    expect(embedding.flat().every(Number.isFinite)).toBe(true);
    const again = new MetricLearner(metric.options).fit(X, y);
    expect(again.summary).toStrictEqual(metric.summary);
    expect(again.transform(X)).toStrictEqual(embedding);
    // a custom loss is not JSON
    const saved = options.loss === softTriplet ? '' : JSON.stringify(metric);
    const restored = saved ? MetricLearner.load(saved) : metric;
    expect(restored.transform(X)).toStrictEqual(embedding);
    expect(restored.options).toStrictEqual(metric.options);
  });
});

test.each([false, { shape: 'convex' }] as const)(
  'loss none with margin %o is refused',
  (margin) => {
    expect(() => new MetricLearner({ loss: 'none', margin })).toThrow(
      RangeError,
    );
  },
);
