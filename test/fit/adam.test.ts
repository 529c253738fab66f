import type { MetricLearnerOptions } from 'ml-metric-learning';
import { MetricLearner } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { randomTable } from '../oracles/randomData.ts';

const { X, y } = randomTable(300, 6, 3, 8);

const fit = (
  solver: { epochs?: number; batchSize?: number; learningRate?: number },
  options = {},
) =>
  new MetricLearner({ ...options, solver: { name: 'adam', ...solver } }).fit(
    X,
    y,
  );

// steps of a batch are noisy, and NCA is restricted to neighbours in the batch
test.each([
  ['lmnn', 0.9],
  ['triplet', 0.9],
  ['nca', 0.75],
] as const)(
  'mini-batches come close to the objective of L-BFGS, %s',
  (loss, part) => {
    const start = new MetricLearner({
      loss,
      solver: { name: 'lbfgs', maxIterations: 0 },
    }).fit(X, y).summary.objective;
    const best = new MetricLearner({ loss }).fit(X, y).summary.objective;
    const { components } = fit({ epochs: 60, batchSize: 100 }, { loss });
    // the objective of all rows at the end of the mini-batches: the start of L-BFGS
    const { scale } = fit({ epochs: 0 }, { loss });
    const end = new MetricLearner({
      loss,
      init: components.clone().mulRowVector(scale),
      solver: { name: 'lbfgs', maxIterations: 0 },
    }).fit(X, y).summary.objective;
    expect(start - end).toBeGreaterThan(part * (start - best));
  },
);

test('a summary counts epochs', () => {
  const { summary } = fit({ epochs: 4, batchSize: 64 });
  expect(summary.iterations).toBe(4);
  expect(summary.history).toHaveLength(5);
  expect(summary.reason).toBe('epochs');
  expect(summary.converged).toBe(false);
  expect(summary.objective).toBeLessThan(summary.history[0].objective);
});

/** The summary of Adam, and the evaluation of all rows at its map. */
function reported(options: MetricLearnerOptions) {
  const metric = fit({ epochs: 3, batchSize: 64 }, options);
  const atEnd = new MetricLearner({
    ...options,
    init: metric.components.mulRowVector(metric.scale),
    solver: { name: 'lbfgs', maxIterations: 0 },
  }).fit(X, y);
  return [metric.summary.objective, atEnd.summary.objective];
}

test.each([
  { loss: 'lmnn' },
  { loss: { name: 'lmnn', hinge: 'squared' } },
  { loss: 'triplet' },
  { loss: 'none' },
] as MetricLearnerOptions[])(
  'without active impostors, the summary is that of all rows: %o',
  (options) => {
    const [batches, all] = reported(options);
    // the ε of the margin is 1e−10 of a mean over each batch
    expect(Math.abs(batches / all - 1)).toBeLessThan(1e-10);
  },
);

test('with active impostors, the summary is that of batches, which have fewer triplets', () => {
  const loss = { name: 'lmnn', impostors: 'active' } as const;
  const [batches, all] = reported({ loss, margin: false });
  expect(batches).toBeLessThan(all);
});

test('with no epochs, the initial map is evaluated', () => {
  const { components, scale, summary } = fit({ epochs: 0 });
  expect(summary.iterations).toBe(0);
  expect(summary.evaluations).toBeGreaterThan(0);
  const identity = components.clone().mulRowVector(scale);
  expect(identity.diagonal()).toStrictEqual([1, 1, 1, 1, 1, 1]);
});

describe('seeds', () => {
  test('the same seed draws the same batches, another seed draws others', () => {
    const [once, twice, other] = [1, 1, 2].map((seed) =>
      JSON.stringify(
        fit({ epochs: 2, batchSize: 32 }, { seed }).components.to2DArray(),
      ),
    );
    expect(twice).toBe(once);
    expect(other).not.toBe(once);
  });

  test('a batch of all rows does not depend on the seed', () => {
    const [one, other] = [1, 2].map(
      (seed) =>
        fit({ epochs: 3, batchSize: 300 }, { seed, loss: 'triplet' }).summary
          .objective,
    );
    // only the order of the rows differs, and sums are rounded
    expect(one).toBeCloseTo(other, 10);
  });
});

test('mini-batches reduce the margin penalty', () => {
  const { summary } = fit({ epochs: 20, batchSize: 100 }, { loss: 'none' });
  expect(summary.loss).toBe(0);
  expect(summary.margin).toBeLessThan(summary.history[0].objective);
});
