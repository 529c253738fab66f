import { untilAborted } from '../../async/untilAborted.ts';
import { builtinOfNode } from '../builtinOfNode.ts';

import type { ThreadSettings } from './TaskWorker.ts';
import { TaskWorker } from './TaskWorker.ts';
import type { Outcome, PortableTask } from './portableTask.ts';
import { shareTask } from './shareTask.ts';

/** How often a task is tried whose thread ends. */
const TRIES = 2;

/** Threads that do tasks, as many at once as there are threads. */
export class TaskWorkerPool {
  readonly threads: number;
  readonly #all: TaskWorker[];
  readonly #idle: TaskWorker[];
  /** Tasks that wait for a thread, the first come first. */
  readonly #waiting: Array<(thread: TaskWorker) => void> = [];
  #isClosed = false;

  /** Starts nothing before there are tasks. */
  constructor(threads: number, settings: ThreadSettings) {
    this.threads = threads;
    this.#all = Array.from({ length: threads }, () => new TaskWorker(settings));
    this.#idle = this.#all.slice();
  }

  /**
   * Runs a task, as soon as a thread is free. If the thread ends during the task, another one tries once more.
   * @param index - The index of the task, for its outcome.
   * @param signal - Gives up when it aborts, and ends the thread.
   * @throws {unknown} The reason of the signal.
   * @throws {Error} If the threads were closed.
   */
  async run(
    task: PortableTask,
    index: number,
    signal: AbortSignal,
  ): Promise<Outcome> {
    this.checkOpen();
    expectListeners(signal);
    const thread = await this.#take(signal);
    const end = () => void thread.end();
    signal.addEventListener('abort', end);
    try {
      return await this.#tryOn(thread, shareTask(task), index, signal);
    } finally {
      signal.removeEventListener('abort', end);
      this.#giveBack(thread);
    }
  }

  /**
   * Checks that the threads can be used.
   * @throws {Error} If they were closed.
   */
  checkOpen(): void {
    if (this.#isClosed) throw new Error('the executor was closed');
  }

  /** Ends all threads; tasks under way are given up. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#all.map((thread) => thread.end()));
  }

  async #tryOn(
    thread: TaskWorker,
    task: PortableTask,
    index: number,
    signal: AbortSignal,
  ): Promise<Outcome> {
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted();
      this.checkOpen();
      try {
        // eslint-disable-next-line no-await-in-loop -- one after the other
        return await thread.run(task, index);
      } catch (error) {
        if (attempt < TRIES || signal.aborted || this.#isClosed) continue;
        const { name, message } = error as Error;
        const reason = `the thread of this task has ended ${TRIES} times: ${message}`;
        return { task: index, error: { name, message: reason } };
      }
    }
  }

  // threads are busy with other runs for as long as these like: who gives up does not wait for them
  async #take(signal: AbortSignal): Promise<TaskWorker> {
    const thread = this.#idle.pop();
    if (thread) return thread;
    const taking = new Promise<TaskWorker>((resolve) => {
      this.#waiting.push(resolve);
    });
    try {
      return await untilAborted(taking, signal);
    } catch (error) {
      void taking.then((late) => this.#giveBack(late));
      throw error;
    }
  }

  #giveBack(thread: TaskWorker): void {
    const next = this.#waiting.shift();
    if (next) next(thread);
    else this.#idle.push(thread);
  }
}

/** Of node:events. */
interface NodeEvents {
  setMaxListeners: (most: number, target: EventTarget) => void;
}

// every task listens, and Node.js takes more than ten for a leak
function expectListeners(signal: AbortSignal): void {
  const events = builtinOfNode('node:events') as NodeEvents | undefined;
  events?.setMaxListeners(0, signal);
}
