import type { Tinypool } from 'tinypool';

import type { Outcome, PortableTask } from './portableTask.ts';
import type { ThreadLimits } from './threadLimits.ts';

/** How threads are made. */
export interface ThreadSettings {
  /** Of tinypool. */
  Pool: typeof Tinypool;
  /** What a thread runs. */
  file: URL;
  resourceLimits: ThreadLimits | undefined;
}

/**
 * A thread that does one task after the other, and is started again when it has ended.
 *
 * It is a pool of one. In a larger one of tinypool, a thread that calls `process.exit` leaves its task waiting for ever, and
 * one that cannot start is started again and again; alone, the pool goes with its thread.
 */
export class TaskWorker {
  readonly #settings: ThreadSettings;
  #pool: Tinypool | undefined;

  /** Starts nothing before the first task. */
  constructor(settings: ThreadSettings) {
    this.#settings = settings;
  }

  /**
   * Runs a task.
   * @param task - The task, over shared memory.
   * @param index - The index of the task, for its outcome.
   * @throws {Error} If the thread ends, with the reason.
   */
  async run(task: PortableTask, index: number): Promise<Outcome> {
    this.#pool ??= this.#start();
    try {
      return (await this.#pool.run({ task, index })) as Outcome;
    } catch (error) {
      await this.end();
      throw error;
    }
  }

  /** Ends the thread, whatever it does; the next task starts another. */
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
      // a thread that sleeps by Atomics does not hear of its own timers
      useAtomics: false,
      // without what the process was told to load first
      execArgv: [],
      resourceLimits,
    });
    // it ends between tasks: the next one is to start another
    pool.on('error', () => {
      if (this.#pool === pool) void this.end();
    });
    for (const thread of pool.threads) {
      thread.once('exit', (code: number) => {
        // what tinypool listens to; not if we have ended it
        if (this.#pool === pool) thread.emit('error', exitError(code));
      });
    }
    return pool;
  }
}

function exitError(code: number): Error {
  return new Error(`it exited with code ${code}`);
}
