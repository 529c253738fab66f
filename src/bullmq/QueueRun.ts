import { randomUUID } from 'node:crypto';

import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';

import type { TaskFailure } from '../model-selection/tasks/Executor.ts';
import { readOutcome } from '../model-selection/tasks/readOutcome.ts';
import type { TaskOutcome } from '../model-selection/tasks/runTask.ts';
import type { PortableTask } from '../parallel/tasks/PortableTask.ts';

import type { LostJobs } from './PendingJobs.ts';
import { PendingJobs } from './PendingJobs.ts';
import type { RedisConnection } from './RedisConnection.ts';
import { SentBlobs } from './SentBlobs.ts';
import type { JobData } from './protocol.ts';
import { PROTOCOL, RUN_TTL, keyOfRun } from './protocol.ts';

/**
 * The tasks of one run, in Redis: a job each, the arrays they share, and a stream of outcomes. A worker writes the outcome
 * before BullMQ removes the job. So a job that has disappeared without an outcome was lost, and is sent again; of several
 * outcomes of a task, the first one counts.
 */
export class QueueRun {
  readonly #id = randomUUID();
  readonly #connection: RedisConnection;
  /** Another connection, for reads that block. */
  readonly #reader: Redis;
  readonly #pending: PendingJobs;
  readonly #blobs: SentBlobs;
  #lastEntry = '0';
  #sending: Promise<void> | undefined;

  /**
   * Sends nothing yet.
   * @param tasks - The tasks, by index; failures are skipped.
   */
  constructor(
    connection: RedisConnection,
    queue: Queue<JobData>,
    tasks: ReadonlyArray<PortableTask | TaskFailure>,
  ) {
    this.#connection = connection;
    this.#pending = new PendingJobs(queue, this.#id);
    this.#blobs = new SentBlobs(connection.redis);
    for (const [index, task] of tasks.entries()) {
      if (!('error' in task)) this.#add(index, task);
    }
    this.#reader = connection.duplicate();
  }

  /** The number of tasks without an outcome. */
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

  /** Signals that the driver is alive, and restores shared data that Redis has lost. */
  async heartbeat(): Promise<void> {
    const { redis } = this.#connection;
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
   * @returns New outcomes, one per task.
   */
  async read(milliseconds: number): Promise<TaskOutcome[]> {
    const key = keyOfRun(this.#id);
    const from = ['STREAMS', key, this.#lastEntry] as const;
    const found =
      milliseconds === 0
        ? await this.#connection.redis.xread(...from)
        : await this.#reader.xread('BLOCK', milliseconds, ...from);
    const entries = found?.[0]?.[1] ?? [];
    const outcomes: TaskOutcome[] = [];
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

  /** Finds jobs that will not have an outcome. */
  findLost(): Promise<LostJobs> {
    return this.#pending.findLost();
  }

  /**
   * Sends lost jobs again, unless their outcome has arrived.
   * @param missing - Tasks without a job.
   */
  async resend(missing: number[]): Promise<void> {
    const lost = missing.filter(
      (index) => this.#pending.get(index) !== undefined,
    );
    if (lost.length === 0) return;
    await this.heartbeat();
    await this.#pending.send(lost);
  }

  /** Removes the run from Redis, except for the shared data, which expire. */
  async end(): Promise<void> {
    this.#reader.disconnect();
    await this.#sending?.catch(() => undefined);
    const { redis } = this.#connection;
    await redis.del(keyOfRun(this.#id));
    await this.#pending.removeAll();
  }

  // undefined if it is not an outcome of a pending task: that task is then treated as if nothing had arrived
  #parse(text: string): TaskOutcome | undefined {
    let given: unknown;
    try {
      given = JSON.parse(text);
    } catch {
      return undefined;
    }
    const { task } = (given ?? {}) as Partial<TaskOutcome>;
    const job = this.#pending.get(task);
    const isComplete = job && readOutcome(given, job.scoring.length);
    return isComplete ? (given as TaskOutcome) : undefined;
  }

  async #sendAll(signal: AbortSignal): Promise<void> {
    await this.heartbeat();
    await this.#pending.sendAll(signal);
  }

  #add(index: number, task: PortableTask): void {
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
