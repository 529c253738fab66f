import { Pacer } from '../../async/Pacer.ts';

import type { Executor } from './Executor.ts';
import { attemptTask } from './runTask.ts';

/** Runs tasks in this process, one after the other, yielding to the event loop in between. */
export const inline: Executor = {
  async *run(tasks, signal) {
    const pacer = new Pacer(signal);
    try {
      for (const [index, task] of tasks.entries()) {
        // eslint-disable-next-line no-await-in-loop -- one after the other
        await pacer.pause();
        yield attemptTask(task, index);
      }
    } finally {
      pacer.close();
    }
  },
};
