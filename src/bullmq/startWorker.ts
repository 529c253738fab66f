import { Worker } from 'bullmq';

import type { TaskOutcome } from '../model-selection/tasks/runTask.ts';
import { checkOptionNames } from '../options/checks.ts';
import type { ThreadLimits } from '../parallel/tasks/TaskWorker.ts';
import { createTaskWorkers } from '../parallel/tasks/threadExecutor.ts';

import { BlobCache } from './BlobCache.ts';
import { RedisConnection, waitAtMost } from './RedisConnection.ts';
import { RunWatch } from './RunWatch.ts';
import { unpackData, unpackSplit } from './blobs.ts';
import type { JobData } from './protocol.ts';
import {
  PREFIX,
  QUEUE,
  checkJob,
  checkQueueName,
  keyOfRun,
} from './protocol.ts';

/**
 * A job's lock lasts for five seconds, and is renewed twice as often as needed: tasks run in threads, so the main thread is free
 * to renew it however long a fit takes. If a worker is killed, another one takes its job after the lock and at most two checks,
 * nine seconds. If a process stalls for longer than its lock, a task runs twice, and counts once.
 */
const LOCK = { lockDuration: 5000, stalledInterval: 2000 };

/**
 * How often a job may lose its worker before it fails: machines may disappear at any time, but a task that exhausts the
 * memory of its machine must not end all of them.
 */
const MAX_STALLED = 5;

/** Milliseconds after which a worker tries again if Redis is unreachable. */
const RETRY = 1000;

/** The options of `startWorker`. */
export interface WorkerSettings {
  /**
   * The number of tasks that run at once, each in its own thread.
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
  const { threads, resourceLimits, onError } = settings;
  const queue = checkQueueName(settings.queue ?? QUEUE);
  const pool = await createTaskWorkers({ threads, resourceLimits });
  const connection = await RedisConnection.open(redis);
  const blobs = new BlobCache(connection.redis);
  const watch = new RunWatch(connection.redis);

  const runJob = async (given: JobData): Promise<void> => {
    const job = checkJob(given);
    // its run is over
    if (!(await watch.isAlive(job.run))) return;
    const [data, split] = await Promise.all([
      blobs.read(job.data, unpackData),
      blobs.read(job.split, unpackSplit),
    ]);
    // Redis has lost it: the driver restores it, and sends the job again
    if (!data || !split) return;
    const { classifier, options, scoring } = job;
    const task = { data, ...split, classifier, options, scoring };
    const outcome = await watch.during(job.run, (signal) =>
      pool.run(task, job.task, signal),
    );
    if (outcome) await report(connection, job.run, outcome);
  };

  const worker = new Worker<JobData>(queue, ({ data }) => runJob(data), {
    connection: connection.redis,
    prefix: PREFIX,
    concurrency: pool.threads,
    maxStalledCount: MAX_STALLED,
    runRetryDelay: RETRY,
    ...LOCK,
  });
  worker.on('error', (error) => onError?.(error));
  await worker.waitUntilReady();
  return {
    address: connection.address,
    threads: pool.threads,
    async close() {
      // without Redis, nothing can be reported, and BullMQ would wait for it
      const isDown = connection.downFor > 0;
      const closing = worker.close(isDown);
      await (isDown ? waitAtMost(RETRY, closing) : closing);
      await pool.close();
      connection.close();
    },
  };
}

// NOMKSTREAM: a run that is over has no stream, and gets none
async function report(
  { redis }: RedisConnection,
  run: string,
  outcome: TaskOutcome,
): Promise<void> {
  const text = JSON.stringify(outcome);
  await redis.xadd(keyOfRun(run), 'NOMKSTREAM', '*', 'outcome', text);
}
