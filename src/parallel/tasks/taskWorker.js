// @ts-check
/**
 * The module that task workers run. JavaScript, since threads of Node.js 20 load nothing else.
 */
import { attemptPortable } from './PortableTask.ts';

/** @import { TaskOutcome } from '../../model-selection/tasks/runTask.ts' */
/** @import { PortableTask } from './PortableTask.ts' */

/**
 * Runs a task.
 * @param {{ task: PortableTask, index: number }} message - The task, and its index.
 * @returns {TaskOutcome} Its outcome.
 */
export default function runTaskMessage({ task, index }) {
  return attemptPortable(task, index);
}
