import { describe } from '../validation/describe.ts';

import type { Scores, Task, TaskFailure } from './Executor.ts';
import { runTask } from './runTask.ts';

/**
 * Does a task, and says why if it cannot.
 * @param task - The task.
 * @param index - Which of the tasks it is.
 * @returns Its scores, or the error.
 */
export function attemptTask(task: Task, index: number): Scores | TaskFailure {
  try {
    return runTask(task, index);
  } catch (error) {
    const { name, message } =
      error instanceof Error
        ? error
        : { name: 'Error', message: describe(error) };
    return { task: index, error: { name, message } };
  }
}
