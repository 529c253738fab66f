import type { Redis } from 'ioredis';

import { keyOfRun } from './protocol.ts';

/** Milliseconds between two looks. */
const INTERVAL = 1000;

interface Watched {
  controller: AbortController;
  jobs: number;
}

/** Sees to it that nobody works for a run that is over. */
export class RunWatch {
  readonly #redis: Redis;
  readonly #watched = new Map<string, Watched>();
  #timer: NodeJS.Timeout | undefined;

  /** Watches nothing yet. */
  constructor(redis: Redis) {
    this.#redis = redis;
  }

  /** Whether a run is still wanted: false once it is over. */
  async isAlive(run: string): Promise<boolean> {
    return (await this.#redis.exists(keyOfRun(run))) === 1;
  }

  /**
   * Works for a run, and checks every second whether it is still wanted.
   * @param work - Gives up when the signal aborts.
   * @returns What the work returns; `undefined` if the run was over before.
   */
  async during<Result>(
    run: string,
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result | undefined> {
    const watched = this.#watched.get(run) ?? {
      controller: new AbortController(),
      jobs: 0,
    };
    watched.jobs++;
    this.#watched.set(run, watched);
    this.#timer ??= setInterval(() => void this.#look(), INTERVAL);
    const { signal } = watched.controller;
    try {
      return await work(signal);
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    } finally {
      watched.jobs--;
      if (watched.jobs === 0) this.#watched.delete(run);
      if (this.#watched.size === 0) {
        clearInterval(this.#timer);
        this.#timer = undefined;
      }
    }
  }

  async #look(): Promise<void> {
    for (const [run, { controller }] of this.#watched) {
      try {
        // eslint-disable-next-line no-await-in-loop -- there are few
        if (!(await this.isAlive(run))) controller.abort();
      } catch {
        // Redis is away: nobody knows
      }
    }
  }
}
