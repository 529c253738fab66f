import type { Tinypool } from 'tinypool';

import type { TaskOutcome } from '../../model-selection/tasks/runTask.ts';

import type { PortableTask } from './PortableTask.ts';

/** The memory limits of a thread; see `resourceLimits` of `Worker` in Node.js. */
export interface ThreadLimits {
  /**
   * Megabytes of the heap, without typed arrays.
   * @default that of Node.js
   */
  maxOldGenerationSizeMb?: number;
  /**
   * Megabytes of the heap for recently created objects.
   * @default that of Node.js
   */
  maxYoungGenerationSizeMb?: number;
  /**
   * Megabytes for compiled code.
   * @default that of Node.js
   */
  codeRangeSizeMb?: number;
  /**
   * Megabytes of the stack.
   * @default that of Node.js
   */
  stackSizeMb?: number;
}

/** How a thread is started. */
export interface TaskWorkerSettings {
  /** The class of tinypool. */
  Pool: typeof Tinypool;
  /** The module that runs in the thread. */
  file: URL;
  resourceLimits: ThreadLimits | undefined;
}

/**
 * A thread that runs one task after the other, and is started again if it has ended.
 *
 * It is a pool of tinypool with a single thread. In a larger one, a task whose thread calls `process.exit` never settles, and a
 * thread that cannot start is started again and again; a pool of one is destroyed with its thread.
 */
export class TaskWorker {
  readonly #settings: TaskWorkerSettings;
  #pool: Tinypool | undefined;

  /** The thread starts with the first task. */
  constructor(settings: TaskWorkerSettings) {
    this.#settings = settings;
  }

  /**
   * Runs a task.
   * @param task - The task, with arrays in shared memory.
   * @param index - The index of the task, for its outcome.
   * @throws {Error} If the thread ends, with the reason.
   */
  async run(task: PortableTask, index: number): Promise<TaskOutcome> {
    this.#pool ??= this.#start();
    try {
      return (await this.#pool.run({ task, index })) as TaskOutcome;
    } catch (error) {
      await this.end();
      throw error;
    }
  }

  /** Ends the thread, even during a task; the next task starts another one. */
  async end(): Promise<void> {
    const pool = this.#pool;
    this.#pool = undefined;
    await pool?.destroy();
  }

  #start(): Tinypool {
    const { Pool, file, resourceLimits } = this.#settings;
    const pool = new Pool({
      filename: file.href,
      minThreads: 1,
      maxThreads: 1,
      // while a thread waits by Atomics, its timers do not run
      useAtomics: false,
      // without the modules that this process preloads
      execArgv: [],
      resourceLimits,
    });
    // the thread has ended between tasks: the next task has to start another one
    pool.on('error', () => {
      if (this.#pool === pool) void this.end();
    });
    for (const thread of pool.threads) {
      thread.once('exit', (code: number) => {
        // tinypool listens to errors only; no error if `end` was called
        if (this.#pool === pool) thread.emit('error', exitError(code));
      });
    }
    return pool;
  }
}

function exitError(code: number): Error {
  return new Error(`it exited with code ${code}`);
}
