import { randomUUID } from 'node:crypto';

import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';

import { readOutcome } from '../model-selection/tasks/readOutcome.ts';
import type { Outcome, PortableTask } from '../parallel/tasks/portableTask.ts';

import type { Findings } from './PendingJobs.ts';
import { PendingJobs } from './PendingJobs.ts';
import type { RedisConnection } from './RedisConnection.ts';
import { SentBlobs } from './SentBlobs.ts';
import type { JobData } from './protocol.ts';
import { PROTOCOL, RUN_TTL, keyOfRun } from './protocol.ts';

/**
 * The tasks of one run, in Redis: a job each, the arrays they share, and a stream of outcomes. A worker writes an outcome
 * before BullMQ takes the job away. So a job that is gone and has no outcome was lost, and is sent again; of several outcomes
 * of a task, the first one counts.
 */
export class QueueRun {
  readonly #id = randomUUID();
  readonly #link: RedisConnection;
  readonly #reader: Redis;
  readonly #pending: PendingJobs;
  readonly #blobs: SentBlobs;
  #lastEntry = '0';
  #sending: Promise<void> | undefined;

  /**
   * Sends nothing yet.
   * @param tasks - Tasks by index.
   */
  constructor(
    link: RedisConnection,
    queue: Queue<JobData>,
    tasks: Iterable<[number, PortableTask]>,
  ) {
    this.#link = link;
    this.#pending = new PendingJobs(queue, this.#id);
    this.#blobs = new SentBlobs(link.redis);
    for (const [index, task] of tasks) this.#pack(index, task);
    this.#reader = link.duplicate();
  }

  /** How many outcomes are still to come. */
  get size(): number {
    return this.#pending.size;
  }

  /**
   * Sends all jobs and their data.
   * @param signal - Sends no more when it aborts.
   * @returns A promise that resolves when everything is sent.
   */
  send(signal: AbortSignal): Promise<void> {
    this.#sending = this.#sendAll(signal);
    return this.#sending;
  }

  /** Signals that the driver is alive, and restores what Redis has lost of the shared data. */
  async beat(): Promise<void> {
    const { redis } = this.#link;
    const key = keyOfRun(this.#id);
    if ((await redis.pexpire(key, RUN_TTL)) === 0) {
      await redis
        .multi()
        .xadd(key, '*', 'run', '')
        .pexpire(key, RUN_TTL)
        .exec();
    }
    await this.#blobs.keep();
  }

  /**
   * Waits for outcomes.
   * @param milliseconds - The longest time to wait; 0 not to wait.
   * @returns The outcomes that have come, one per task.
   */
  async read(milliseconds: number): Promise<Outcome[]> {
    const key = keyOfRun(this.#id);
    const from = ['STREAMS', key, this.#lastEntry] as const;
    const found =
      milliseconds === 0
        ? await this.#link.redis.xread(...from)
        : await this.#reader.xread('BLOCK', milliseconds, ...from);
    const entries = found?.[0]?.[1] ?? [];
    const outcomes: Outcome[] = [];
    for (const [id, [name, value]] of entries) {
      this.#lastEntry = id;
      if (name !== 'outcome') continue;
      const outcome = this.#parse(value);
      if (!outcome) continue;
      this.#pending.delete(outcome.task);
      outcomes.push(outcome);
    }
    return outcomes;
  }

  /** Looks for jobs that will not have an outcome. */
  look(): Promise<Findings> {
    return this.#pending.look();
  }

  /**
   * Sends lost jobs again.
   * @param missing - Tasks without a job.
   */
  async repair(missing: number[]): Promise<void> {
    const lost = missing.filter(
      (index) => this.#pending.get(index) !== undefined,
    );
    if (lost.length === 0) return;
    await this.beat();
    await this.#pending.send(lost);
  }

  /** Removes what is left in Redis, except for the data, which expire. */
  async end(): Promise<void> {
    this.#reader.disconnect();
    await this.#sending?.catch(() => undefined);
    const { redis } = this.#link;
    await redis.del(keyOfRun(this.#id));
    await this.#pending.removeAll();
  }

  // nothing, where it is no outcome of a pending task: that task is looked after as if nothing had come
  #parse(text: string): Outcome | undefined {
    let given: unknown;
    try {
      given = JSON.parse(text);
    } catch {
      return undefined;
    }
    const { task } = (given ?? {}) as Partial<Outcome>;
    const job = this.#pending.get(task);
    const isWhole = job && readOutcome(given, job.scoring.length);
    return isWhole ? (given as Outcome) : undefined;
  }

  async #sendAll(signal: AbortSignal): Promise<void> {
    await this.beat();
    await this.#pending.sendAll(signal);
  }

  #pack(index: number, task: PortableTask): void {
    const { classifier, options, scoring } = task;
    this.#pending.add({
      protocol: PROTOCOL,
      run: this.#id,
      task: index,
      classifier,
      options,
      scoring,
      ...this.#blobs.add(task),
    });
  }
}
