import type * as TinypoolModule from 'tinypool';

import type { Executor } from '../../model-selection/tasks/Executor.ts';
import { checkInteger, checkOptionNames } from '../../options/checks.ts';
import { number, readOptions, wordOr } from '../../options/readOptions.ts';
import { availableThreads } from '../availableThreads.ts';
import { builtinOfNode } from '../builtinOfNode.ts';

import { toPortable } from './PortableTask.ts';
import type { ThreadLimits } from './TaskWorker.ts';
import { TaskWorkerPool } from './TaskWorkerPool.ts';
import { mapConcurrently } from './mapConcurrently.ts';

/** The options of `threadExecutor`. */
export interface ThreadExecutorOptions {
  /**
   * The number of tasks that run at once, each in its own thread.
   * @default as many as the machine runs in parallel
   */
  threads?: number;
  /**
   * The memory limits of each thread: `{ maxOldGenerationSizeMb: 512 }`, for instance. A task that needs more is
   * reported as failed, and the others go on.
   * @default those of Node.js
   */
  resourceLimits?: ThreadLimits;
}

/** Runs tasks in threads of this process. */
export interface ThreadExecutor extends Executor {
  /** The number of tasks that run at once. */
  readonly threads: number;
  /**
   * Stops the threads; a run in progress fails.
   * @returns A promise that resolves when they have stopped.
   */
  close: () => Promise<void>;
}

/**
 * Creates an executor that runs the tasks of a search in threads, on every core: `await search(MetricKNN, space, X, y,
 * { executor })`. A task gives bitwise the same scores in a thread as in this process. Threads share the data; they
 * start with the first tasks, stay for later searches until `close`, and do not keep a process alive while idle.
 *
 * A task whose thread crashes or runs out of memory is tried once more, then reported as failed, and the others go on.
 * Only `MetricKNN` with built-in losses and scores can run in threads, as custom code cannot be sent. Requires Node.js
 * and the package tinypool.
 * @param options - The number of threads and their memory limits.
 * @returns The executor.
 * @throws {TypeError|RangeError} If an option is invalid.
 * @throws {Error} If tinypool is not installed, or this is not Node.js.
 * @example
 * const executor = await threadExecutor({ threads: 4 });
 * const { best } = await search(MetricKNN, space, X, y, { executor });
 * await executor.close();
 */
export async function threadExecutor(
  options: ThreadExecutorOptions = {},
): Promise<ThreadExecutor> {
  checkOptionNames(options, 'options', ['threads', 'resourceLimits']);
  return executorOf(await createTaskWorkers(options));
}

/** Creates an executor that runs tasks in threads. */
export function executorOf(pool: TaskWorkerPool): ThreadExecutor {
  return {
    threads: pool.threads,
    run(tasks, signal) {
      pool.checkOpen();
      const portable = tasks.map((task, index) =>
        toPortable(task, index, 'another thread'),
      );
      return mapConcurrently(
        portable.length,
        pool.threads,
        async (index, aborted) => {
          const task = portable[index];
          return 'error' in task ? task : pool.run(task, index, aborted);
        },
        signal,
      );
    },
    close: () => pool.close(),
  };
}

/** Strings that bundlers do not follow: task workers run in Node.js only, and tinypool is optional. */
const WORKER = './taskWorker.js';
const POOL = 'tinypool';

/**
 * Creates threads that run tasks; they start with the first tasks.
 * @param options - Names other than those of threads are ignored.
 * @param file - The module that runs in the threads.
 * @throws {TypeError|RangeError} If the number of threads or a memory limit is invalid.
 * @throws {Error} If this is not Node.js, or tinypool is not installed.
 */
export async function createTaskWorkers(
  options: ThreadExecutorOptions,
  file = new URL(WORKER, import.meta.url),
): Promise<TaskWorkerPool> {
  const { threads = availableThreads(), resourceLimits } = options;
  checkInteger(threads, 'threads', { min: 1 });
  if (resourceLimits !== undefined) checkThreadLimits(resourceLimits);
  if (!builtinOfNode('node:worker_threads')) {
    throw new Error('threads for tasks require Node.js');
  }
  const { Tinypool } = await loadTinypool();
  return new TaskWorkerPool(threads, { Pool: Tinypool, file, resourceLimits });
}

function checkThreadLimits(limits: ThreadLimits): void {
  const megabytes = wordOr(undefined, number({ above: 0 }));
  readOptions(limits, 'resourceLimits', {
    maxOldGenerationSizeMb: megabytes,
    maxYoungGenerationSizeMb: megabytes,
    codeRangeSizeMb: megabytes,
    stackSizeMb: megabytes,
  });
}

async function loadTinypool(): Promise<typeof TinypoolModule> {
  try {
    return (await import(
      /* @vite-ignore */ /* webpackIgnore: true */ POOL
    )) as typeof TinypoolModule;
  } catch (error) {
    throw new Error(
      'threads for tasks require the package tinypool, which is not installed: npm install tinypool',
      { cause: error },
    );
  }
}
