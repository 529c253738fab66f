// @ts-check
/**
 * What a thread that does whole tasks runs. JavaScript, since Node.js 20 has threads load nothing else.
 */
import { attemptPortable } from './portableTask.ts';

/** @import { Outcome, PortableTask } from './portableTask.ts' */

/**
 * Does a task.
 * @param {{ task: PortableTask, index: number }} message - The task, and which it is.
 * @returns {Outcome} What comes out of it.
 */
export default function doTask({ task, index }) {
  return attemptPortable(task, index);
}
