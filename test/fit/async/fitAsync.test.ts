import { setTimeout as wait } from 'node:timers/promises';

import type { Matrix } from 'ml-matrix';
import type { FitReport, Loss } from 'ml-metric-learning';
import { MetricLearner } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { inTurns, runSync } from '../../../src/async/work.ts';
import type { MapStep } from '../../../src/fit/FitRun.ts';
import { learnMetric } from '../../../src/fit/learnMetric.ts';
import { resolveOptions } from '../../../src/fit/metricLearnerOptions.ts';
import {
  labelsOf,
  randomClasses,
  randomTable,
  rowsOf,
} from '../../oracles/randomData.ts';

const { X, y } = randomTable(240, 8, 3, 5);

test.each([
  {},
  { loss: 'nca', margin: false },
  { loss: { name: 'lmnn', impostors: 'active' } },
  { parameterization: 'compositional', loss: 'triplet' },
  { solver: { name: 'adam', epochs: 3, batchSize: 50 } },
] as const)('the same bits as fit, %o', async (options) => {
  const expected = new MetricLearner(options).fit(X, y);
  const metric = new MetricLearner(options);
  const returned = await metric.fitAsync(X, y);
  expect(returned).toBe(metric);
  expect(JSON.stringify(metric)).toBe(JSON.stringify(expected));
});

test('timers run while it works', async () => {
  // a fit of iris would end too early
  const large = randomClasses(1000, 8, 3, 5);
  const rows = rowsOf(large.values, large.columns);
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  await new MetricLearner({ loss: 'nca' }).fitAsync(rows, labelsOf(large));
  clearInterval(timer);
  // without pauses there would be no turns
  expect(turns).toBeGreaterThan(3);
});

test.each([
  {},
  // more bases than columns: the map is an eigendecomposition, which takes memory
  { parameterization: { name: 'compositional', bases: 60 }, loss: 'triplet' },
] as const)(
  'maps may be asked for at any time, in the middle of an evaluation too, %o',
  (options) => {
    const large = randomClasses(3000, 20, 3, 5);
    const solver = { name: 'lbfgs', maxIterations: 6 } as const;
    const settings = resolveOptions({ ...options, solver });
    const expected = runSync(learnMetric(large, settings));
    const turns = inTurns(learnMetric(large, settings));
    let components: MapStep['components'] | undefined;
    let asked = 0;
    let turn = turns.next();
    for (; !turn.done; turn = turns.next()) {
      components = turn.value?.components ?? components;
      if (components?.()) asked++;
    }
    expect(asked).toBeGreaterThan(20);
    expect(turn.value.components).toStrictEqual(expected.components);
    expect(turn.value.summary).toStrictEqual(expected.summary);
  },
);

test('an abort in the middle of an evaluation lets a custom loss clean up', async () => {
  const controller = new AbortController();
  let entered = 0;
  let cleaned = 0;
  const loss: Loss = {
    name: 'slow',
    prepare: () => ({
      *evaluate() {
        entered++;
        try {
          for (let turn = 0; turn < 1000; turn++) {
            yield;
            if (turn === 3) controller.abort(new Error('enough'));
          }
          return 1;
        } finally {
          cleaned++;
        }
      },
    }),
  };
  const { signal } = controller;
  const fitting = new MetricLearner({ loss }).fitAsync(X, y, { signal });
  await expect(fitting).rejects.toThrow('enough');
  expect([entered, cleaned]).toStrictEqual([1, 1]);
});

test('timers run between the checks of the data and the work', async () => {
  let turns = 0;
  setImmediate(() => turns++);
  const turnsAt: number[] = [];
  await new MetricLearner().fitAsync(X.slice(0, 30), y.slice(0, 30), {
    onProgress: () => turnsAt.push(turns),
  });
  expect(turnsAt[0]).toBe(1);
});

test('progress: each iteration, then a last report', async () => {
  const reports: FitReport[] = [];
  const metric = new MetricLearner();
  await metric.fitAsync(X, y, { onProgress: (report) => reports.push(report) });
  const { history, iterations } = metric.summary;
  const steps = reports.slice(0, -1);
  expect(
    steps.map(({ iteration, objective, gradientNorm }) => ({
      iteration,
      objective,
      gradientNorm,
    })),
  ).toStrictEqual(history.map((entry) => ({ ...entry })));
  const fractions = reports.map(({ fraction }) => fraction);
  expect(fractions.toSorted((a, b) => a - b)).toStrictEqual(fractions);
  expect(fractions.at(-1)).toBe(1);
  expect(fractions.at(-2)).toBeLessThan(1);
  expect(reports.at(-1)?.iteration).toBe(iterations);
  const times = reports.map(({ elapsed }) => elapsed);
  expect(times.toSorted((a, b) => a - b)).toStrictEqual(times);
});

test.each([
  {},
  { components: 2, init: 'pca' },
  { loss: 'nca' },
  { parameterization: 'diagonal' },
  { parameterization: 'compositional', loss: 'triplet', margin: false },
  { solver: { name: 'adam', epochs: 3, batchSize: 50 } },
] as const)(
  'progress: reported components do not change later, %o',
  async (options) => {
    const maps: number[][][] = [];
    const late: Array<() => number[][]> = [];
    const metric = new MetricLearner(options);
    await metric.fitAsync(X, y, {
      onProgress: ({ components }) => {
        maps.push(components().to2DArray());
        late.push(() => components().to2DArray());
      },
    });
    // observing the fit does not change it
    const expected = new MetricLearner(options).fit(X, y);
    expect(JSON.stringify(metric)).toBe(JSON.stringify(expected));
    expect(maps.at(-1)).toStrictEqual(metric.components.to2DArray());
    // and returned matrices do not change later
    expect(late.map((components) => components())).toStrictEqual(maps);
  },
);

test.each([
  {},
  { loss: 'nca' },
  { parameterization: 'compositional' },
] as const)(
  'progress: components are those of a fit with fewer iterations, %o',
  async (options) => {
    const maps: Matrix[] = [];
    await new MetricLearner(options).fitAsync(X, y, {
      onProgress: ({ components }) => maps.push(components()),
    });
    for (const maxIterations of [0, 1, 4]) {
      const solver = { name: 'lbfgs', maxIterations } as const;
      const short = new MetricLearner({ ...options, solver }).fit(X, y);
      expect(short.components.to2DArray()).toStrictEqual(
        maps[maxIterations].to2DArray(),
      );
    }
  },
);

describe('mining that takes long', () => {
  const large = randomClasses(3000, 80, 3, 5);
  const rows = rowsOf(large.values, large.columns);
  const labels = labelsOf(large);
  const options = { solver: { name: 'lbfgs', maxIterations: 1 } } as const;

  test('reports before the first iteration, with the initial map', async () => {
    const reports: FitReport[] = [];
    const metric = new MetricLearner(options);
    await metric.fitAsync(rows, labels, {
      onProgress: (report) => reports.push(report),
    });
    const stages = reports.map(({ stage }) => stage);
    expect(stages.toSorted((a, b) => b.localeCompare(a))).toStrictEqual(stages);
    expect(new Set(stages)).toStrictEqual(new Set(['mining', 'learning']));
    const fractions = reports.map(({ fraction }) => fraction);
    expect(fractions.toSorted((a, b) => a - b)).toStrictEqual(fractions);
    expect(fractions.at(-1)).toBe(1);
    const [first] = reports;
    expect(first).toMatchObject({
      stage: 'mining',
      iteration: 0,
      objective: null,
      gradientNorm: null,
    });
    expect(first.fraction).toBeGreaterThan(0);
    const learning = reports.find(({ stage }) => stage === 'learning');
    expect(learning?.iteration).toBe(0);
    const start = learning?.components().to2DArray();
    expect(first.components().to2DArray()).toStrictEqual(start);
    const expected = new MetricLearner(options).fit(rows, labels);
    expect(JSON.stringify(metric)).toBe(JSON.stringify(expected));
  });

  test('can be aborted', async () => {
    const controller = new AbortController();
    const stages: string[] = [];
    const metric = new MetricLearner(options);
    const fit = metric.fitAsync(rows, labels, {
      signal: controller.signal,
      onProgress: ({ stage }) => {
        stages.push(stage);
        controller.abort();
      },
    });
    await expect(fit).rejects.toThrow(/aborted/);
    expect(stages).toStrictEqual(['mining']);
    expect(metric.fitted).toBe(false);
  });
});

describe('abort', () => {
  test('rejects with the reason and leaves the estimator as it was', async () => {
    const metric = new MetricLearner({ loss: 'nca' });
    const reason = new Error('the user has left');
    const controller = new AbortController();
    const fit = metric.fitAsync(X, y, { signal: controller.signal });
    await wait(5);
    controller.abort(reason);
    await expect(fit).rejects.toBe(reason);
    expect(metric.fitted).toBe(false);
  });

  test('before it begins', async () => {
    const metric = new MetricLearner().fit(X, y);
    const before = JSON.stringify(metric);
    const signal = AbortSignal.abort();
    await expect(metric.fitAsync(X, y, { signal })).rejects.toBe(signal.reason);
    expect(JSON.stringify(metric)).toBe(before);
  });

  test('from onProgress', async () => {
    const metric = new MetricLearner();
    const controller = new AbortController();
    const fit = metric.fitAsync(X, y, {
      signal: controller.signal,
      onProgress: ({ iteration }) => {
        if (iteration === 2) controller.abort();
      },
    });
    await expect(fit).rejects.toThrow(/aborted/);
    expect(metric.fitted).toBe(false);
  });
});

test('an error of onProgress ends the fit', async () => {
  const metric = new MetricLearner();
  const failure = new Error('no room on the page');
  const fit = metric.fitAsync(X, y, {
    onProgress: () => {
      throw failure;
    },
  });
  await expect(fit).rejects.toBe(failure);
  expect(metric.fitted).toBe(false);
});

describe('a promise of onProgress', () => {
  // the second report, and the last one of three
  test.each([2, 3])(
    'ends the fit if it rejects, at report %i',
    async (from) => {
      const options = { solver: { name: 'lbfgs', maxIterations: 1 } } as const;
      const failure = new Error('no room on the page');
      const metrics = [new MetricLearner(options), new MetricLearner(options)];
      const reports = [0, 0];
      const onProgress = (at: number) => async () => {
        reports[at]++;
        await Promise.resolve();
        if (reports[at] >= from) throw failure;
      };
      const fit = metrics[0].fitAsync(X, y, { onProgress: onProgress(0) });
      await expect(fit).rejects.toBe(failure);
      const batches = [
        { X, y },
        { X, y },
      ];
      const stream = metrics[1].fitStream(batches, {
        onProgress: onProgress(1),
      });
      await expect(stream).rejects.toBe(failure);
      expect(metrics.map(({ fitted }) => fitted)).toStrictEqual([false, false]);
      expect(reports).toStrictEqual([from, from]);
    },
  );

  test('is awaited until it settles or the fit is aborted', async () => {
    const controller = new AbortController();
    const reason = new Error('the user has left');
    const metric = new MetricLearner();
    const fit = metric.fitAsync(X, y, {
      signal: controller.signal,
      onProgress: ({ iteration }) => {
        expect(iteration).toBe(0);
        setTimeout(() => controller.abort(reason), 1);
        // so late that only an abort comes before
        return wait(1e6, undefined, { ref: false });
      },
    });
    await expect(fit).rejects.toBe(reason);
    expect(metric.fitted).toBe(false);
  });
});

test.each([
  [{ sginal: 1 }, "unknown option 'sginal' in options, did you mean 'signal'?"],
  [{ signal: 5 }, 'signal must be an AbortSignal, got 5'],
  [{ onProgress: true }, 'onProgress must be a function, got true'],
  [null, 'options must be an object, got null'],
])('bad options are refused: %o', async (options, message) => {
  const fit = new MetricLearner().fitAsync(X, y, options as never);
  await expect(fit).rejects.toThrow(new TypeError(message));
});

test('invalid data reject', async () => {
  const fit = new MetricLearner().fitAsync(X, y.slice(1));
  await expect(fit).rejects.toThrow(RangeError);
});
