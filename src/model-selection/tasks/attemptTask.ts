import { describe } from '../../options/describe.ts';

import type { Scores, Task, TaskFailure } from './Executor.ts';
import { runTask } from './runTask.ts';

/**
 * Runs a task.
 * @param index - The index of the task, for its outcome.
 * @returns Its scores, or the error.
 */
export function attemptTask(task: Task, index: number): Scores | TaskFailure {
  try {
    return runTask(task, index);
  } catch (error) {
    return { task: index, error: textOf(error) };
  }
}

// whatever was thrown, as JSON that a checkpoint may be read from
function textOf(error: unknown): TaskFailure['error'] {
  if (!(error instanceof Error)) {
    return { name: 'Error', message: describe(error) };
  }
  const { name, message }: { name: unknown; message: unknown } = error;
  return { name: String(name), message: String(message) };
}
