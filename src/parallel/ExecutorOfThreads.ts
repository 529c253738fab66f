import type { Executor } from '../model-selection/Executor.ts';

/**
 * Does tasks in threads of this process. In a file of its own, which names no type of tinypool: that need not be installed.
 */
export interface ThreadExecutor extends Executor {
  /** How many tasks are done at once. */
  readonly threads: number;
  /**
   * Ends the threads; a run that is under way fails.
   * @returns When they have ended.
   */
  close: () => Promise<void>;
}
