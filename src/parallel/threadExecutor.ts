import { checkInteger, checkOptionNames } from '../validation/options.ts';

import type { ThreadExecutor } from './ExecutorOfThreads.ts';
import { availableThreads } from './availableThreads.ts';
import { createTaskThreads } from './createTaskThreads.ts';
import { executorOf } from './executorOf.ts';
import type { ThreadLimits } from './threadLimits.ts';
import { checkThreadLimits } from './threadLimits.ts';

/** Threads that do tasks. */
export interface ThreadExecutorOptions {
  /**
   * How many tasks are done at once, each in a thread of its own.
   * @default as many as the machine runs at once
   */
  threads?: number;
  /**
   * How much memory each thread may take: `{ maxOldGenerationSizeMb: 512 }` for instance. A task that needs more is reported
   * as failed, and the others go on.
   * @default those of Node.js
   */
  resourceLimits?: ThreadLimits;
}

/**
 * Does the tasks of a search, or of a cross-validation, on every core: `await search(MetricKNN, space, X, y, { executor })`.
 * Each task is done in a thread, with the bits that it has in this process. Threads share the data; they start with the first
 * tasks, stay for the next search until `close`, and do not keep a process alive while they wait.
 *
 * A task whose thread crashes or runs out of memory is tried once more, then reported as failed, and the others go on. Only
 * `MetricKNN` with losses and scores of the library can go to threads: code of one's own does not travel. Node.js only; needs
 * the package tinypool.
 * @param options - How many, how large.
 * @returns The executor.
 * @throws {TypeError|RangeError} Bad options.
 * @throws {Error} tinypool is not installed, or this is not Node.js.
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
