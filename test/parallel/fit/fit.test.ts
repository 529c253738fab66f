/**
 * A fit with threads gives the bits of one thread if sums have the same order, and always the same bits with the same
 * number of threads.
 */
import type { MetricLearnerOptions } from 'ml-metric-learning';
import { MetricLearner } from 'ml-metric-learning';
import type { Threads } from 'ml-metric-learning/parallel';
import { startThreads } from 'ml-metric-learning/parallel';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { runParts, runSync } from '../../../src/async/work.ts';
import { seededRandom } from '../../../src/data/random.ts';
import type { Arena } from '../../../src/kernels/arena/Arena.ts';
import { createArena, inArena } from '../../../src/kernels/arena/Arena.ts';
import { assembleLoss } from '../../../src/losses/LoopedLoss.ts';
import { nca } from '../../../src/losses/nca.ts';
import { nearestByClass } from '../../../src/neighbors/nearest/nearestByClass.ts';
import {
  labelsOf,
  randomClasses,
  randomTriplets,
  rowsOf,
} from '../../oracles/randomData.ts';

// enough rows for every kernel to be split
const data = randomClasses(1500, 20, 3, 5);
const X = rowsOf(data.values, data.columns);
const y = labelsOf(data);
const iterations = 4;
const solver = { name: 'lbfgs', maxIterations: iterations } as const;

let two: Threads;
let three: Threads;

beforeAll(async () => {
  two = await startThreads({ threads: 2 });
  three = await startThreads({ threads: 3 });
});

afterAll(async () => {
  await two.stop();
  await three.stop();
});

/** All results of a fit, except for the number of threads. */
function writeMetric(metric: MetricLearner): string {
  return JSON.stringify(metric, (key, value: unknown) =>
    key === 'threads' ? undefined : value,
  );
}

describe.each<MetricLearnerOptions>([
  { solver },
  { solver, components: 2 },
  { solver, margin: false, loss: { name: 'lmnn', impostors: 'active' } },
  { solver, loss: 'triplet', parameterization: 'compositional' },
  { solver, margin: { norm: 1, units: 'raw' }, standardize: false },
  { solver, margin: { fixed: [0, 7, 19] } },
  { solver: { name: 'adam', epochs: 1 } },
])('%o', (options) => {
  test('the result has the bits of one thread', async () => {
    const alone = writeMetric(new MetricLearner(options).fit(X, y));
    for (const threads of [two, three]) {
      const metric = new MetricLearner(options).fit(X, y, { threads });
      expect(writeMetric(metric)).toBe(alone);
      expect(metric.summary.threads).toBe(threads.threads);
    }
    const metric = new MetricLearner(options);
    await metric.fitAsync(X, y, { threads: two });
    expect(writeMetric(metric)).toBe(alone);
    expect(metric.summary.threads).toBe(2);
  });
});

test('many rows have the neighbours of one thread', () => {
  const many = randomClasses(5000, 4, 3, 5);
  const [alone, ...others] = [undefined, two, three].map((threads) => {
    const lease = threads?.acquire();
    const { targets, impostors } = runSync(
      nearestByClass(many, 3, 4, { lease }),
    );
    lease?.release();
    return { targets, impostors };
  });
  for (const lists of others) expect(lists).toStrictEqual(alone);
});

test('without threads, the summary counts one', () => {
  const metric = new MetricLearner({ solver }).fit(X, y);
  expect(metric.summary.threads).toBe(1);
});

describe('NCA', () => {
  // relative to the largest number
  const tolerance = 1e-12;

  test('one evaluation: the value of one thread, bit for bit, and its gradient within rounding', () => {
    const { rows, columns, values } = data;
    const { triplets } = randomTriplets(30, 3, 3, 41);
    const evaluations = [undefined, two, three].map((threads) => {
      const lease = threads?.acquire();
      const loss = nca().prepare(data, triplets, seededRandom(0));
      const make = (arena: Arena) => {
        const embedding = arena.float64(values.length);
        embedding.set(values.map((x) => x / 2));
        const gradient = arena.float64(values.length);
        const cloud = { values: embedding, rows, columns };
        return { gradient, ...assembleLoss(loss, cloud, gradient, arena) };
      };
      const { parts, value, gradient } = inArena(make, undefined, lease);
      runParts(parts);
      lease?.release();
      return { value: value(), gradient: gradient.slice() };
    });
    const [alone, ...others] = evaluations;
    const largest = Math.max(...alone.gradient.map(Math.abs));
    for (const { value, gradient } of others) {
      expect(value).toBe(alone.value);
      const error = gradient.map((g, at) => Math.abs(g - alone.gradient[at]));
      expect(Math.max(...error)).toBeLessThan(tolerance * largest);
    }
  });

  test('repeated fits give the same bits, and the objective of one thread', async () => {
    const options = { loss: 'nca', margin: false, solver } as const;
    const alone = new MetricLearner(options).fit(X, y);
    for (const threads of [two, three]) {
      const first = new MetricLearner(options).fit(X, y, { threads });
      const second = new MetricLearner(options).fit(X, y, { threads });
      expect(JSON.stringify(second)).toBe(JSON.stringify(first));
      // iterations amplify the rounding errors of a gradient
      expect(first.summary.objective).toBeCloseTo(alone.summary.objective, 10);
    }
    const paused = new MetricLearner(options);
    await paused.fitAsync(X, y, { threads: two });
    const again = new MetricLearner(options).fit(X, y, { threads: two });
    expect(JSON.stringify(paused)).toBe(JSON.stringify(again));
  });
});

test('a metric does not change while its threads fit another one', () => {
  const metric = new MetricLearner({ solver }).fit(X, y, { threads: two });
  const before = JSON.stringify(metric);
  const larger = randomClasses(3000, 20, 3, 6);
  new MetricLearner({ solver }).fit(
    rowsOf(larger.values, larger.columns),
    labelsOf(larger),
    { threads: two },
  );
  new MetricLearner({ solver }).fit(X.slice(0, 900), y.slice(0, 900), {
    threads: two,
  });
  expect(JSON.stringify(metric)).toBe(before);
});

test('reused memory is filled with zeros', () => {
  for (const length of [10_000, 200_000]) {
    const lease = two.acquire();
    const arena = createArena(2 ** 22, lease);
    const numbers = arena.float64(length);
    expect(arena.fits).toBe(true);
    expect(numbers.every((x) => x === 0)).toBe(true);
    numbers.fill(1);
    lease.release();
  }
});

test('a custom loss works in the shared memory', () => {
  const custom: MetricLearnerOptions['loss'] = {
    name: 'trace',
    prepare: () => ({
      evaluate({ values }, gradient) {
        let sum = 0;
        for (let at = 0; at < values.length; at++) {
          sum += values[at] ** 2 / values.length;
          gradient[at] += (2 * values[at]) / values.length;
        }
        return sum;
      },
    }),
  };
  const alone = new MetricLearner({ loss: custom, solver }).fit(X, y);
  const metric = new MetricLearner({ loss: custom, solver });
  metric.fit(X, y, { threads: two });
  expect(metric.components).toStrictEqual(alone.components);
});
