import { Worker } from 'bullmq';

import { checkInteger, checkOptionNames } from '../options/checks.ts';
import { availableThreads } from '../parallel/availableThreads.ts';
import { createTaskThreads } from '../parallel/tasks/createTaskThreads.ts';
import type { Outcome } from '../parallel/tasks/portableTask.ts';
import type { ThreadLimits } from '../parallel/tasks/threadLimits.ts';
import { checkThreadLimits } from '../parallel/tasks/threadLimits.ts';

import { BlobCache } from './BlobCache.ts';
import { RedisConnection } from './RedisConnection.ts';
import { RunWatch } from './RunWatch.ts';
import { atMost } from './atMost.ts';
import { unpackData, unpackSplit } from './blobs.ts';
import { checkJob } from './checkJob.ts';
import { checkQueueName } from './checkQueueName.ts';
import type { JobData } from './protocol.ts';
import { PREFIX, QUEUE, keyOfRun } from './protocol.ts';

/**
 * A job's lock lasts for five seconds, and is renewed twice as often as needed: tasks run in threads, so the process that
 * renews it is free however long a fit takes. If a worker is killed, another one has its job after the lock and two looks at
 * most, nine seconds. If a process is held up for longer than its lock, a task is done twice, and counts once.
 */
const LOCK = { lockDuration: 5000, stalledInterval: 2000 };

/**
 * How often a job is taken from workers that are gone, before it is given up: machines may go at any time, but a task that
 * takes the whole machine's memory must not end them all.
 */
const MOST_STALLED = 5;

/** Milliseconds after which a worker asks again, when Redis was away. */
const RETRY = 1000;

/** The options of `startWorker`. */
export interface WorkerSettings {
  /**
   * The number of tasks that run at once, each in a thread of its own.
   * @default as many as the machine runs in parallel
   */
  threads?: number;
  /**
   * The name of the queue; that of the executor.
   * @default 'tasks'
   */
  queue?: string;
  /**
   * The memory limits of each thread.
   * @default those of Node.js
   */
  resourceLimits?: ThreadLimits;
  /**
   * Called with errors between tasks: Redis is unreachable, or a job was lost to another worker. By default
   * they are ignored.
   */
  onError?: (error: Error) => void;
}

/** A running worker. */
export interface QueueWorker {
  /** The address of Redis, without user and password. */
  readonly address: string;
  /** The number of tasks that run at once. */
  readonly threads: number;
  /**
   * Finishes the running tasks, takes no others, and stops.
   * @returns A promise that resolves when it has stopped.
   */
  close: () => Promise<void>;
}

/**
 * Starts a worker that runs the tasks of a queue, as `npx ml-metric-learning-worker` does. Data are read once, and
 * cached (up to 1 GB).
 * @param redis - A URL such as `redis://localhost:6379` or `rediss://user:password@host:6380`.
 * @param settings - The number of tasks at once, the name of the queue and more.
 * @returns The worker.
 * @throws {TypeError|RangeError} If a setting is invalid, or redis is not such a URL.
 * @throws {Error} If Redis cannot be reached within five seconds or refuses the login, or tinypool is not installed.
 */
export async function startWorker(
  redis: string | URL,
  settings: WorkerSettings = {},
): Promise<QueueWorker> {
  const names = ['threads', 'queue', 'resourceLimits', 'onError'];
  checkOptionNames(settings, 'settings', names);
  const { threads = availableThreads(), resourceLimits, onError } = settings;
  checkInteger(threads, 'threads', { min: 1 });
  checkThreadLimits(resourceLimits);
  const queue = checkQueueName(settings.queue ?? QUEUE);
  const pool = await createTaskThreads({ threads, resourceLimits });
  const link = await RedisConnection.open(redis);
  const blobs = new BlobCache(link.redis);
  const watch = new RunWatch(link.redis);

  const perform = async (given: JobData): Promise<void> => {
    const job = checkJob(given);
    // of a driver that is gone: nobody wants it any more
    if (!(await watch.isAlive(job.run))) return;
    const [data, split] = await Promise.all([
      blobs.read(job.data, unpackData),
      blobs.read(job.split, unpackSplit),
    ]);
    // the driver puts back what Redis has lost, and sends the job again
    if (!data || !split) return;
    const { classifier, options, scoring } = job;
    const task = { data, ...split, classifier, options, scoring };
    const outcome = await watch.during(job.run, (signal) =>
      pool.run(task, job.task, signal),
    );
    if (outcome) await report(link, job.run, outcome);
  };

  const worker = new Worker<JobData>(queue, ({ data }) => perform(data), {
    connection: link.redis,
    prefix: PREFIX,
    concurrency: threads,
    maxStalledCount: MOST_STALLED,
    runRetryDelay: RETRY,
    ...LOCK,
  });
  worker.on('error', (error) => onError?.(error));
  await worker.waitUntilReady();
  return {
    address: link.address,
    threads,
    async close() {
      // without Redis, nothing can be reported, and BullMQ would wait until it is back
      const isAway = link.downFor > 0;
      const closing = worker.close(isAway);
      await (isAway ? atMost(RETRY, closing) : closing);
      await pool.close();
      link.close();
    },
  };
}

// only while the run is there: no stream is made for one that is over
async function report(
  { redis }: RedisConnection,
  run: string,
  outcome: Outcome,
): Promise<void> {
  const text = JSON.stringify(outcome);
  await redis.xadd(keyOfRun(run), 'NOMKSTREAM', '*', 'outcome', text);
}
