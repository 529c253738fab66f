import type { Redis } from 'ioredis';

import { keyOfRun } from './protocol.ts';

/** Milliseconds between two checks. */
const INTERVAL = 1000;

interface Watched {
  controller: AbortController;
  jobs: number;
}

/** Stops work for runs that are over. */
export class RunWatch {
  readonly #redis: Redis;
  readonly #watched = new Map<string, Watched>();
  #timer: NodeJS.Timeout | undefined;

  /** Watches nothing yet. */
  constructor(redis: Redis) {
    this.#redis = redis;
  }

  /** Whether a run is not over yet. */
  async isAlive(run: string): Promise<boolean> {
    return (await this.#redis.exists(keyOfRun(run))) === 1;
  }

  /**
   * Works for a run, and checks every second whether the run is over.
   * @param work - Rejects when the signal aborts, as it does when the run is over.
   * @returns What the work returns; `undefined` if the run ended before.
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
    this.#timer ??= setInterval(() => void this.#check(), INTERVAL);
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

  async #check(): Promise<void> {
    for (const [run, { controller }] of this.#watched) {
      try {
        // eslint-disable-next-line no-await-in-loop -- few runs at once
        if (!(await this.isAlive(run))) controller.abort();
      } catch {
        // Redis is unreachable: the run may still be alive
      }
    }
  }
}
