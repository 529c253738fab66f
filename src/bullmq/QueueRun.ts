import { randomUUID } from 'node:crypto';

import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';

import type { Outcome, PortableTask } from '../parallel/portableTask.ts';

import type { Link } from './Link.ts';
import type { Blob } from './blobs.ts';
import { packData, packSplit } from './blobs.ts';
import type { JobData } from './protocol.ts';
import {
  BLOB_TTL,
  PROTOCOL,
  RUN_TTL,
  keyOfBlob,
  keyOfRun,
} from './protocol.ts';

/** How many jobs are sent, looked at or removed at once. */
const CHUNK = 500;
/** Seconds for which a failed job stays that its driver does not take away. */
const FAILED_AGE = 3600;

/** What became of jobs whose outcome has not come. */
export interface Findings {
  /** Those that BullMQ has given up, and why. */
  failed: Outcome[];
  /** Those that are not there any more. */
  missing: number[];
}

/**
 * The tasks of one run, in Redis: a job each, the arrays they share, and a stream of outcomes. A worker writes an outcome
 * before BullMQ takes the job away. So a job that is gone and has no outcome was lost, and is sent again; of several outcomes
 * of a task, the first one counts.
 */
export class QueueRun {
  readonly #id = randomUUID();
  readonly #link: Link;
  readonly #queue: Queue<JobData>;
  readonly #reader: Redis;
  /** What is still to come, the first sent first. */
  readonly #pending = new Map<number, JobData>();
  readonly #blobs = new Map<string, Blob>();
  #lastEntry = '0';
  #sending: Promise<void> | undefined;

  /**
   * Sends nothing yet.
   * @param link - Where.
   * @param queue - Which queue.
   * @param tasks - Tasks by index.
   */
  constructor(
    link: Link,
    queue: Queue<JobData>,
    tasks: Iterable<[number, PortableTask]>,
  ) {
    this.#link = link;
    this.#queue = queue;
    for (const [index, task] of tasks) this.#pack(index, task);
    this.#reader = link.duplicate();
  }

  /** How many outcomes are still to come. */
  get size(): number {
    return this.#pending.size;
  }

  /**
   * Sends everything.
   * @param signal - Sends no more when it aborts.
   * @returns When everything is there.
   */
  send(signal: AbortSignal): Promise<void> {
    this.#sending = this.#sendAll(signal);
    return this.#sending;
  }

  /** Says that the driver is there, and puts back what Redis has lost of what all jobs need. */
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
    await Promise.all(
      Array.from(this.#blobs.values(), (blob) => this.#keep(blob)),
    );
  }

  /**
   * Waits for outcomes.
   * @param milliseconds - How long at most; 0: not at all.
   * @returns Those that have come, each task's once.
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
      const outcome = JSON.parse(value) as Outcome;
      if (this.#pending.delete(outcome.task)) outcomes.push(outcome);
    }
    return outcomes;
  }

  /**
   * Looks for jobs that will not have an outcome. Only the ones sent first, since they are done first.
   * @returns What became of them.
   */
  async look(): Promise<Findings> {
    const failed: Outcome[] = [];
    const missing: number[] = [];
    const oldest = Array.from(this.#pending.keys()).slice(0, CHUNK);
    await Promise.all(
      oldest.map(async (index) => {
        const job = await this.#queue.getJob(this.#jobId(index));
        if (!job) {
          missing.push(index);
        } else if (job.failedReason && this.#pending.delete(index)) {
          const error = { name: 'Error', message: job.failedReason };
          failed.push({ task: index, error });
          await this.#queue.remove(this.#jobId(index));
        }
      }),
    );
    return { failed, missing };
  }

  /**
   * Sends jobs again that were lost.
   * @param missing - Tasks without a job.
   */
  async repair(missing: number[]): Promise<void> {
    const lost = missing.filter((index) => this.#pending.has(index));
    if (lost.length === 0) return;
    await this.beat();
    await this.#add(lost);
  }

  /** Takes away what is left, but for the data, which expire. */
  async end(): Promise<void> {
    this.#reader.disconnect();
    await this.#sending?.catch(() => undefined);
    const { redis } = this.#link;
    await redis.del(keyOfRun(this.#id));
    for (const some of chunks([...this.#pending.keys()])) {
      // eslint-disable-next-line no-await-in-loop -- in moderate pieces
      await Promise.all(
        some.map((index) => this.#queue.remove(this.#jobId(index))),
      );
    }
  }

  async #sendAll(signal: AbortSignal): Promise<void> {
    await this.beat();
    for (const some of chunks([...this.#pending.keys()])) {
      if (signal.aborted) return;
      // eslint-disable-next-line no-await-in-loop -- in moderate pieces
      await this.#add(some);
    }
  }

  async #add(indices: number[]): Promise<void> {
    await this.#queue.addBulk(
      indices.map((index) => ({
        name: 'task',
        data: this.#pending.get(index) as JobData,
        opts: {
          jobId: this.#jobId(index),
          attempts: 1,
          removeOnComplete: true,
          removeOnFail: { age: FAILED_AGE },
        },
      })),
    );
  }

  async #keep({ hash, fields }: Blob): Promise<void> {
    const { redis } = this.#link;
    const key = keyOfBlob(hash);
    if ((await redis.pexpire(key, BLOB_TTL)) === 1) return;
    await redis.multi().hset(key, fields).pexpire(key, BLOB_TTL).exec();
  }

  #pack(index: number, task: PortableTask): void {
    const { classifier, options, scoring, data } = task;
    this.#pending.set(index, {
      protocol: PROTOCOL,
      run: this.#id,
      task: index,
      classifier,
      options,
      scoring,
      data: this.#hashOnce(data, () => packData(data)),
      split: this.#hashOnce(task.train, () => packSplit(task), task.test),
    });
  }

  readonly #hashes = new WeakMap<object, { beside: unknown; hash: string }>();

  // tasks share data and rows: they are hashed once
  #hashOnce(shared: object, pack: () => Blob, beside?: object): string {
    const known = this.#hashes.get(shared);
    if (known && known.beside === beside) return known.hash;
    const blob = pack();
    const { hash } = blob;
    this.#blobs.set(hash, blob);
    this.#hashes.set(shared, { beside, hash });
    return hash;
  }

  #jobId(index: number): string {
    return `${this.#id}-${index}`;
  }
}

function* chunks(indices: number[]): Generator<number[]> {
  for (let at = 0; at < indices.length; at += CHUNK) {
    yield indices.slice(at, at + CHUNK);
  }
}
