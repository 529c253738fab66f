import { checkInteger, checkOptionNames } from '../../options/checks.ts';
import { availableThreads } from '../availableThreads.ts';

import type { ThreadExecutor } from './ExecutorOfThreads.ts';
import { createTaskThreads } from './createTaskThreads.ts';
import { executorOf } from './executorOf.ts';
import type { ThreadLimits } from './threadLimits.ts';
import { checkThreadLimits } from './threadLimits.ts';

/** The options of `threadExecutor`. */
export interface ThreadExecutorOptions {
  /**
   * The number of tasks that run at once, each in a thread of its own.
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
  const { threads = availableThreads(), resourceLimits } = options;
  checkInteger(threads, 'threads', { min: 1 });
  checkThreadLimits(resourceLimits);
  return executorOf(await createTaskThreads({ threads, resourceLimits }));
}
