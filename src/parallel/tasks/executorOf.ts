import type { ThreadExecutor } from './ExecutorOfThreads.ts';
import type { TaskWorkerPool } from './TaskWorkerPool.ts';
import { asTheyCome } from './asTheyCome.ts';
import { toPortable } from './portableTask.ts';

/** An executor that runs tasks in threads. */
export function executorOf(pool: TaskWorkerPool): ThreadExecutor {
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
