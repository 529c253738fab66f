import type { Executor } from '../model-selection/Executor.ts';

import type { TaskThreads } from './TaskThreads.ts';
import { asTheyCome } from './asTheyCome.ts';
import { toPortable } from './portableTask.ts';

/** Does tasks in threads of this process. */
export interface ThreadExecutor extends Executor {
  /** How many tasks are done at once. */
  readonly threads: number;
  /**
   * Ends the threads; a run that is under way fails.
   * @returns When they have ended.
   */
  close: () => Promise<void>;
}

/**
 * An executor of threads.
 * @param pool - The threads.
 * @returns The executor.
 */
export function executorOf(pool: TaskThreads): ThreadExecutor {
  return {
    threads: pool.threads,
    run(tasks, signal) {
      pool.checkOpen();
      const portable = tasks.map((task, index) =>
        toPortable(task, index, 'another thread'),
      );
      return asTheyCome(
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
