import process from 'node:process';

import type { Tinypool } from 'tinypool';
import { afterEach, expect, test } from 'vitest';

import type { PortableTask } from '../../../src/parallel/tasks/PortableTask.ts';
import { toPortable } from '../../../src/parallel/tasks/PortableTask.ts';
import { TaskWorkerPool } from '../../../src/parallel/tasks/TaskWorkerPool.ts';
import { mapConcurrently } from '../../../src/parallel/tasks/mapConcurrently.ts';
import { executorOf } from '../../../src/parallel/tasks/threadExecutor.ts';
import { smallTasks } from '../../oracles/smallTasks.ts';

/** A substitute for a tinypool whose tasks run until `finish` is called, or the pool is destroyed. */
class SlowPool {
  static waiting: SlowPool[] = [];
  static tasks: PortableTask[] = [];
  readonly threads = [];
  finish: (outcome: unknown) => void = () => undefined;
  #fail: (error: Error) => void = () => undefined;

  run(message: { task: PortableTask; index: number }): Promise<unknown> {
    const { index } = message;
    SlowPool.tasks.push(message.task);
    return new Promise((resolve, reject) => {
      this.finish = () => resolve({ task: index, scores: [1, 1] });
      this.#fail = reject;
      SlowPool.waiting.push(this);
    });
  }

  on(): this {
    return this;
  }

  destroy(): Promise<void> {
    this.#fail(new Error('destroyed'));
    return Promise.resolve();
  }
}

function threads(count: number): TaskWorkerPool {
  return new TaskWorkerPool(count, {
    Pool: SlowPool as unknown as typeof Tinypool,
    file: new URL('file:///nowhere.js'),
    resourceLimits: undefined,
  });
}

const [task] = smallTasks([{ k: 1 }], 2);
const portable = toPortable(task, 0, 'another thread') as PortableTask;
const forever = new AbortController().signal;

afterEach(() => {
  SlowPool.waiting = [];
  SlowPool.tasks = [];
});

test('all threads see rows in the same shared memory', async () => {
  const pool = threads(3);
  const [one, two] = smallTasks([{ k: 1 }], 2);
  const tasks = [one, two, { ...one, options: { k: 3 } }];
  const run = executorOf(pool).run(tasks)[Symbol.asyncIterator]();
  const first = run.next();
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  const [a, b, c] = SlowPool.tasks;
  expect(a.data.values.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(a.data.values).toStrictEqual(one.data.values);
  expect(b.data.values.buffer).toBe(a.data.values.buffer);
  expect(c.data.codes.buffer).toBe(a.data.codes.buffer);
  expect(c.train.buffer).toBe(a.train.buffer);
  expect(c.test.buffer).toBe(a.test.buffer);
  expect(b.train).toStrictEqual(two.train);
  SlowPool.waiting[0].finish(0);
  await first;
  await run.return?.();
});

test('an aborted run does not wait for a busy thread', async () => {
  const pool = threads(1);
  const first = pool.run(portable, 0, forever);
  const controller = new AbortController();
  const second = pool.run(portable, 1, controller.signal);
  const third = pool.run(portable, 2, forever);
  const reason = new Error('enough');
  controller.abort(reason);
  await expect(second).rejects.toBe(reason);
  // the thread takes the next waiting task
  SlowPool.waiting[0].finish(0);
  await expect(first).resolves.toMatchObject({ task: 0 });
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  SlowPool.waiting[1].finish(0);
  await expect(third).resolves.toMatchObject({ task: 2 });
});

test('many threads can work for one run without a warning of Node.js', async () => {
  const warnings: Error[] = [];
  const warn = (warning: Error) => warnings.push(warning);
  process.on('warning', warn);
  const pool = threads(24);
  const tasks = new Array(24).fill(task) as Array<typeof task>;
  const run = executorOf(pool).run(tasks)[Symbol.asyncIterator]();
  const first = run.next();
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  expect(SlowPool.waiting).toHaveLength(24);
  SlowPool.waiting[5].finish(0);
  await expect(first).resolves.toMatchObject({ value: { task: 5 } });
  await run.return?.();
  process.off('warning', warn);
  expect(warnings).toStrictEqual([]);
});

// otherwise, an unhandled rejection would end the process
test('threads can be closed while the caller handles an outcome', async () => {
  const pool = threads(2);
  const run = executorOf(pool).run([task, task, task]);
  const outcomes = run[Symbol.asyncIterator]();
  const first = outcomes.next();
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  SlowPool.waiting[0].finish(0);
  await first;
  await pool.close();
  await new Promise((resolve) => {
    setTimeout(resolve, 20);
  });
  await expect(outcomes.next()).rejects.toThrow('the executor was closed');
});

test('errors of tasks after an abort are ignored', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const outcomes = mapConcurrently(
    2,
    2,
    async (index) => {
      if (index === 0) return index;
      await new Promise((resolve) => {
        setTimeout(resolve, 5);
      });
      throw new Error('too late');
    },
    controller.signal,
  );
  await expect(outcomes.next()).resolves.toMatchObject({ value: 0 });
  controller.abort(reason);
  await new Promise((resolve) => {
    setTimeout(resolve, 20);
  });
  await expect(outcomes.next()).rejects.toBe(reason);
});
