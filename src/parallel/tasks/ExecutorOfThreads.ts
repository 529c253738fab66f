import type { Executor } from '../../model-selection/tasks/Executor.ts';

/**
 * Runs tasks in threads of this process. It is in a file of its own that names no type of tinypool, which is an
 * optional dependency.
 */
export interface ThreadExecutor extends Executor {
  /** The number of tasks that run at once. */
  readonly threads: number;
  /**
   * Stops the threads; a run in progress fails.
   * @returns A promise that resolves when they have stopped.
   */
  close: () => Promise<void>;
}
