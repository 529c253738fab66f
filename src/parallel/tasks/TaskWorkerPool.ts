import { untilAborted } from '../../async/untilAborted.ts';
import type { TaskOutcome } from '../../model-selection/tasks/runTask.ts';
import { builtinOfNode } from '../builtinOfNode.ts';

import type { PortableTask } from './PortableTask.ts';
import type { TaskWorkerSettings } from './TaskWorker.ts';
import { TaskWorker } from './TaskWorker.ts';

/** How often a task is tried if its thread ends. */
const TRIES = 2;

/** Threads that run tasks, each one at a time. */
export class TaskWorkerPool {
  readonly threads: number;
  readonly #all: TaskWorker[];
  readonly #idle: TaskWorker[];
  /** Tasks that wait for a thread, in the order in which they came. */
  readonly #waiting: Array<(thread: TaskWorker) => void> = [];
  #isClosed = false;

  /** Threads start with the first tasks. */
  constructor(threads: number, settings: TaskWorkerSettings) {
    this.threads = threads;
    this.#all = Array.from({ length: threads }, () => new TaskWorker(settings));
    this.#idle = this.#all.slice();
  }

  /**
   * Runs a task as soon as a thread is free. If the thread ends during the task, the task is tried once more.
   * @param index - The index of the task, for its outcome.
   * @param signal - Ends the thread when it aborts.
   * @throws {unknown} The reason of the signal.
   * @throws {Error} If the threads were closed.
   */
  async run(
    task: PortableTask,
    index: number,
    signal: AbortSignal,
  ): Promise<TaskOutcome> {
    this.checkOpen();
    allowManyListeners(signal);
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

  /** Ends all threads; running tasks fail. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#all.map((thread) => thread.end()));
  }

  async #tryOn(
    thread: TaskWorker,
    task: PortableTask,
    index: number,
    signal: AbortSignal,
  ): Promise<TaskOutcome> {
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted();
      this.checkOpen();
      try {
        // eslint-disable-next-line no-await-in-loop -- a retry follows the failure
        return await thread.run(task, index);
      } catch (error) {
        if (attempt < TRIES || signal.aborted || this.#isClosed) continue;
        const { name, message } = error as Error;
        const reason = `the thread of this task has ended ${TRIES} times: ${message}`;
        return { task: index, error: { name, message: reason } };
      }
    }
  }

  // an aborted run must not wait for threads that are busy with other runs
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

/** The part of node:events that is used. */
interface NodeEvents {
  setMaxListeners: (max: number, target: EventTarget) => void;
}

// every task listens, and Node.js warns of a leak from the eleventh listener on
function allowManyListeners(signal: AbortSignal): void {
  const events = builtinOfNode('node:events') as NodeEvents | undefined;
  events?.setMaxListeners(0, signal);
}

type Numbers = Float64Array | Int32Array;

/** Copies in shared memory, by their originals. */
const shared = new WeakMap<Numbers, Numbers>();

/**
 * Copies the arrays of a task into shared memory. Arrays that several tasks have in common are copied once, and no
 * thread copies them again.
 */
function shareTask(task: PortableTask): PortableTask {
  const { data, train, test } = task;
  return {
    ...task,
    data: { ...data, values: share(data.values), codes: share(data.codes) },
    train: share(train),
    test: share(test),
  };
}

function share<Array extends Numbers>(numbers: Array): Array {
  if (numbers.buffer instanceof SharedArrayBuffer) return numbers;
  let copy = shared.get(numbers) as Array | undefined;
  if (!copy) {
    const buffer = new SharedArrayBuffer(numbers.byteLength);
    copy = (
      numbers instanceof Float64Array
        ? new Float64Array(buffer)
        : new Int32Array(buffer)
    ) as Array;
    copy.set(numbers);
    shared.set(numbers, copy);
  }
  return copy;
}
