import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';

import { MetricKNN, search } from 'ml-metric-learning';
import type { ThreadExecutor } from 'ml-metric-learning/parallel';
import { threadExecutor } from 'ml-metric-learning/parallel';
import { afterEach, describe, expect, test, vi } from 'vitest';

import type {
  Scoring,
  Task,
} from '../../../src/model-selection/tasks/Executor.ts';
import { inline } from '../../../src/model-selection/tasks/inline.ts';
import {
  createTaskWorkers,
  executorOf,
} from '../../../src/parallel/tasks/threadExecutor.ts';
import { letThreadsLoadSources } from '../../oracles/letThreadsLoadSources.ts';
import { rowsOf } from '../../oracles/randomData.ts';
import {
  manyOptions,
  outcomesOf,
  smallTasks,
} from '../../oracles/smallTasks.ts';
import { temporaryFolder } from '../../oracles/temporaryFolder.ts';

const folder = temporaryFolder();
const opened: ThreadExecutor[] = [];

afterEach(async () => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  await Promise.all(opened.splice(0).map((executor) => executor.close()));
  const left = countWorkers();
  if (left > 0) throw new Error(`${left} workers are left`);
});

async function open(
  options: Parameters<typeof threadExecutor>[0],
): Promise<ThreadExecutor> {
  letThreadsLoadSources();
  const executor = await threadExecutor(options);
  opened.push(executor);
  return executor;
}

/** An executor whose tasks may fail; see workers/faulty.js. */
async function openFaulty(threads: number): Promise<ThreadExecutor> {
  letThreadsLoadSources();
  const log = path.join(folder, 'tries');
  writeFileSync(log, '');
  vi.stubEnv('FAULTS_LOG', log);
  const pool = await createTaskWorkers(
    { threads, resourceLimits: { maxOldGenerationSizeMb: 60 } },
    new URL('workers/faulty.js', import.meta.url),
  );
  const executor = executorOf(pool);
  opened.push(executor);
  return executor;
}

function countTries(): number {
  return readFileSync(path.join(folder, 'tries'), 'utf8').trim().split('\n')
    .length;
}

function countWorkers(): number {
  const report = process.report.getReport() as { workers: unknown[] };
  return report.workers.length;
}

test('outcomes are those of inline, bit for bit', async () => {
  const tasks = smallTasks(manyOptions, 3);
  const executor = await open({ threads: 2 });
  expect(executor.threads).toBe(2);
  const expected = await outcomesOf(inline, tasks);
  expect(expected).toHaveLength(tasks.length);
  expect(expected.filter((outcome) => 'error' in outcome)).toHaveLength(6);
  await expect(outcomesOf(executor, tasks)).resolves.toStrictEqual(expected);
  // the threads are kept for the next run, and two runs share them
  const both = [outcomesOf(executor, tasks), outcomesOf(executor, tasks)];
  await expect(Promise.all(both)).resolves.toStrictEqual([expected, expected]);
  expect(countWorkers()).toBe(2);
});

test('by default there are as many threads as the machine runs in parallel', async () => {
  const executor = await open({});
  expect(executor.threads).toBe(os.availableParallelism());
  await expect(outcomesOf(executor, [])).resolves.toStrictEqual([]);
});

test('a search has the same result as without threads', async () => {
  const { values, columns, codes } = smallTasks([{}], 2)[0].data;
  const X = rowsOf(values, columns);
  const space = { k: [1, 3], metric: { components: [2, 4] } };
  const executor = await open({ threads: 2 });
  const expected = await search(MetricKNN, space, X, codes);
  const found = await search(MetricKNN, space, X, codes, { executor });
  expect(found).toStrictEqual(expected);
});

test('idle threads do not keep a process alive', () => {
  const program = `
    import { threadExecutor } from './src/parallel.ts';
    import { outcomesOf, smallTasks } from './test/oracles/smallTasks.ts';
    const executor = await threadExecutor({ threads: 2 });
    const outcomes = await outcomesOf(executor, smallTasks([{ k: 1 }], 2));
    console.log(outcomes.length);
  `;
  letThreadsLoadSources();
  const output = execFileSync(
    process.execPath,
    ['--import', 'tsx', '--input-type', 'module', '--eval', program],
    { cwd: new URL('../../..', import.meta.url), encoding: 'utf8' },
  );
  expect(output).toBe('2\n');
});

test('a matrix among the options is sent as numbers', async () => {
  const metric = new MetricKNN({ metric: { init: 'pca' } });
  const data = smallTasks([{}], 2)[0].data;
  const X = Array.from({ length: data.rows }, (_, row) =>
    Array.from(data.values.subarray(4 * row, 4 * row + 4)),
  );
  metric.train(X, data.codes);
  const init = metric.metric?.components;
  const tasks = smallTasks([{ metric: { init } }], 2);
  const executor = await open({ threads: 1 });
  const expected = await outcomesOf(inline, tasks);
  expect(expected[0]).toHaveProperty('scores');
  await expect(outcomesOf(executor, tasks)).resolves.toStrictEqual(expected);
});

describe('a thread that fails', () => {
  const good = [{ k: 1 }, { k: 3 }];

  test.each([
    [
      101,
      'Error',
      /^the thread of this task has ended 2 times: it exited with code 7$/,
    ],
    [102, 'RangeError', /^the thread of this task .*: thrown in a timer$/],
    [
      103,
      'Error',
      /^the thread of this task .*memory limit: JS heap out of memory$/,
    ],
  ])(
    'k = %i: its task is tried twice and reported, and the others continue',
    async (k, name, message) => {
      const executor = await openFaulty(2);
      const tasks = smallTasks([{ k }, ...good], 2);
      const outcomes = await outcomesOf(executor, tasks.slice(1));
      const failure = { name, message: expect.stringMatching(message) };
      expect(outcomes[0]).toStrictEqual({ task: 0, error: failure });
      expect(countTries()).toBe(2);
      const expected = await outcomesOf(inline, tasks.slice(1));
      expect(outcomes.slice(1)).toStrictEqual(expected.slice(1));
    },
  );

  test('a task whose thread exits once is run by another thread', async () => {
    const executor = await openFaulty(1);
    const [task] = smallTasks([{ k: 105 }], 1);
    const outcomes: unknown[] = [];
    for await (const outcome of executor.run([task])) outcomes.push(outcome);
    expect(outcomes).toStrictEqual([{ done: 2 }]);
  });

  test('a thread that cannot start is reported', async () => {
    letThreadsLoadSources();
    const file = new URL('workers/missing.js', import.meta.url);
    const executor = executorOf(await createTaskWorkers({ threads: 1 }, file));
    opened.push(executor);
    const outcomes = await outcomesOf(executor, smallTasks(good, 1));
    const message = expect.stringMatching(
      /^the thread of this task .*missing\.js/,
    ) as string;
    expect(outcomes).toMatchObject([
      { error: { message } },
      { error: { message } },
    ]);
  });
});

describe('stopping', () => {
  const forever = [{ k: 1 }, { k: 104 }, { k: 104 }, { k: 104 }];

  test('an abort ends the busy threads', async () => {
    const executor = await openFaulty(2);
    const controller = new AbortController();
    const reason = new Error('enough');
    const run = async () => {
      const tasks = smallTasks(forever, 1);
      for await (const { task } of executor.run(tasks, controller.signal)) {
        expect(task).toBe(0);
        setTimeout(() => controller.abort(reason), 50);
      }
    };
    await expect(run()).rejects.toBe(reason);
    expect(countWorkers()).toBe(0);
    // and other tasks can run
    const [task] = smallTasks([{ k: 3 }], 2);
    await expect(outcomesOf(executor, [task])).resolves.toHaveLength(1);
  });

  test('a caller that stops iterating cancels the rest', async () => {
    const executor = await openFaulty(2);
    const run = executor.run(smallTasks(forever, 1))[Symbol.asyncIterator]();
    const first = await run.next();
    expect(first.value).toMatchObject({ task: 0 });
    expect(countWorkers()).toBe(2);
    await run.return?.();
    // an unresponsive thread is restarted by the next task
    expect(countWorkers()).toBe(0);
  });

  test('a signal that is already aborted rejects', async () => {
    const executor = await open({ threads: 1 });
    const reason = new Error('too late');
    const run = outcomesOf(
      executor,
      smallTasks([{}], 1),
      AbortSignal.abort(reason),
    );
    await expect(run).rejects.toBe(reason);
    expect(countWorkers()).toBe(0);
  });

  test('close ends a run, and refuses further runs', async () => {
    const executor = await openFaulty(1);
    const run = outcomesOf(executor, smallTasks([{ k: 104 }], 1));
    setTimeout(() => void executor.close(), 50);
    await expect(run).rejects.toThrow('the executor was closed');
    expect(() => executor.run([])).toThrow('the executor was closed');
    await executor.close();
  });
});

describe('custom code is refused', () => {
  class Other {
    train() {
      return this;
    }
    predict() {
      return [];
    }
  }
  const loss = { name: 'mine', prepare: () => ({ evaluate: () => 0 }) };
  const scorer: Scoring = () => 1;
  const advice =
    'code cannot be sent; omit executor to run the search in this process';

  test.each<[Partial<Task>, string]>([
    [
      { classifier: Other },
      `classifier must be MetricKNN to be sent to another thread, got Other: ${advice}`,
    ],
    [
      { classifier: 3 as never },
      `classifier must be MetricKNN to be sent to another thread, got 3: ${advice}`,
    ],
    [
      { options: { metric: { loss } } },
      `metric.loss must be a built-in loss to be sent to another thread, got the custom loss 'mine': ${advice}`,
    ],
    [
      { scoring: ['accuracy', scorer] },
      `scoring must be given by name to be sent to another thread, got a function: ${advice}`,
    ],
  ])('%o', async (part, message) => {
    const executor = await open({ threads: 1 });
    const [task] = smallTasks([{}], 1);
    const run = () => executor.run([task, { ...task, ...part }]);
    expect(run).toThrow(new TypeError(message));
    expect(countWorkers()).toBe(0);
  });
});

describe('bad input', () => {
  test.each([
    [{ threads: 0 }, 'threads must be at least 1, got 0'],
    [{ threads: 1.5 }, 'threads must be a whole number, got 1.5'],
    [{ threads: '2' }, "threads must be a number, got '2'"],
    [
      { thread: 2 },
      "unknown option 'thread' in options, did you mean 'threads'?",
    ],
    [{ resourceLimits: 5 }, 'resourceLimits must be an object, got 5'],
    [
      { resourceLimits: { maxOldGenerationSize: 5 } },
      "unknown option 'maxOldGenerationSize' in resourceLimits, did you mean 'maxOldGenerationSizeMb'?",
    ],
    [
      { resourceLimits: { maxOldGenerationSizeMb: '60' } },
      "resourceLimits.maxOldGenerationSizeMb must be a number, got '60'",
    ],
    [
      { resourceLimits: { maxOldGenerationSizeMb: 60, stackSizeMb: 0 } },
      'resourceLimits.stackSizeMb must be greater than 0, got 0',
    ],
    [
      { resourceLimits: { codeRangeSizeMb: Number.NaN } },
      'resourceLimits.codeRangeSizeMb must be finite, got NaN',
    ],
  ])('%o', async (options, message) => {
    await expect(threadExecutor(options as object)).rejects.toThrow(message);
  });

  test('threads in browsers', async () => {
    vi.stubGlobal('process', { ...process, getBuiltinModule: undefined });
    await expect(threadExecutor({ threads: 2 })).rejects.toThrow(
      'threads for tasks require Node.js',
    );
  });
});
