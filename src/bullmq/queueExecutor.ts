import { Queue } from 'bullmq';

import { untilAborted } from '../async/untilAborted.ts';
import type {
  Executor,
  TaskFailure,
} from '../model-selection/tasks/Executor.ts';
import type { TaskOutcome } from '../model-selection/tasks/runTask.ts';
import { checkOptionNames } from '../options/checks.ts';
import type { PortableTask } from '../parallel/tasks/PortableTask.ts';
import { toPortable } from '../parallel/tasks/PortableTask.ts';

import { QueueRun } from './QueueRun.ts';
import { RedisConnection, waitAtMost } from './RedisConnection.ts';
import type { JobData } from './protocol.ts';
import { PREFIX, QUEUE, checkQueueName } from './protocol.ts';

/** Milliseconds between two heartbeats of a run. */
const HEARTBEAT = 5000;
/** The most milliseconds that a read waits for outcomes. */
const READ_TIMEOUT = 1000;
/** Milliseconds between two searches for lost jobs. */
const LOSS_CHECK = 2000;
/** Milliseconds for which Redis may be unreachable before a run fails. */
const MAX_DOWNTIME = 60_000;
/** The most milliseconds that cleanup may take. */
const CLEANUP_TIMEOUT = 5000;

/** The options of `queueExecutor`. */
export interface QueueExecutorOptions {
  /**
   * The name of the queue. Workers with the same name take tasks from it; several searches may use it at once.
   * @default 'tasks'
   */
  queue?: string;
}

/** Runs tasks on other machines. */
export interface QueueExecutor extends Executor {
  /** The address of Redis, without user and password. */
  readonly address: string;
  /**
   * Disconnects from Redis; a run in progress fails. Until then, the connection keeps the process alive.
   * @returns A promise that resolves when it is disconnected.
   */
  close: () => Promise<void>;
}

/**
 * Creates an executor that runs the tasks of a search on many machines: `await search(MetricKNN, space, X, y, {
 * executor })`. Tasks go to a queue of BullMQ in Redis, from which workers take them: `npx
 * ml-metric-learning-worker redis://…` on each machine, started before or after the search. A task gives bitwise
 * the same scores there as in this process.
 *
 * Workers may come and go: if a worker disappears, another one takes its task within seconds. A restart of Redis loses
 * nothing; a Redis that is unreachable for a minute ends the run. A task that ends its thread twice, or that BullMQ
 * gives up, is reported as failed. Only `MetricKNN` with built-in losses and scores can run there, as custom code
 * cannot be sent. Requires Node.js and the packages bullmq and ioredis.
 * @param redis - A URL such as `redis://localhost:6379` or `rediss://user:password@host:6380`.
 * @param options - The name of the queue.
 * @returns The executor.
 * @throws {TypeError|RangeError} If an option is invalid, or redis is not such a URL.
 * @throws {Error} If Redis cannot be reached within five seconds, or refuses the login.
 * @example
 * const executor = await queueExecutor('redis://localhost:6379');
 * const { best } = await search(MetricKNN, space, X, y, { executor });
 * await executor.close();
 */
export async function queueExecutor(
  redis: string | URL,
  options: QueueExecutorOptions = {},
): Promise<QueueExecutor> {
  checkOptionNames(options, 'options', ['queue']);
  const name = checkQueueName(options.queue ?? QUEUE);
  const connection = await RedisConnection.open(redis);
  const queue = new Queue<JobData>(name, {
    connection: connection.redis,
    prefix: PREFIX,
    // the events of BullMQ are not used
    streams: { events: { maxLen: 100 } },
  });
  // the connection returns by itself; a run that waits too long fails
  queue.on('error', () => undefined);
  const closing = new AbortController();
  const cleanups = new Set<Promise<void>>();
  return {
    address: connection.address,
    run(tasks, signal) {
      closing.signal.throwIfAborted();
      const portable = tasks.map((task, index) =>
        toPortable(task, index, 'another machine'),
      );
      const signals = [closing.signal, signal];
      return runTasks({ connection, queue, cleanups }, portable, signals);
    },
    async close() {
      closing.abort(new Error('the executor was closed'));
      await Promise.all(cleanups);
      await cleanUp(connection, queue.close());
      connection.close();
    },
  };
}

interface QueueAccess {
  connection: RedisConnection;
  queue: Queue<JobData>;
  /** Cleanups of runs, while they last. */
  cleanups: Set<Promise<void>>;
}

async function* runTasks(
  { connection, queue, cleanups }: QueueAccess,
  tasks: Array<PortableTask | TaskFailure>,
  signals: Array<AbortSignal | undefined>,
): AsyncGenerator<TaskOutcome> {
  const unreachable = new AbortController();
  const given = signals.filter((signal) => signal !== undefined);
  const signal = AbortSignal.any([unreachable.signal, ...given]);
  signal.throwIfAborted();
  yield* tasks.filter((task) => 'error' in task);
  const run = new QueueRun(connection, queue, tasks);
  const heartbeats = setInterval(() => {
    run.heartbeat().catch(() => undefined);
    if (connection.downFor > MAX_DOWNTIME) {
      unreachable.abort(new Error(downMessage(connection)));
    }
  }, HEARTBEAT);
  let cleanup: Promise<void> | undefined;
  const end = () => {
    clearInterval(heartbeats);
    cleanup ??= cleanUp(connection, run.end());
    cleanups.add(cleanup);
  };
  // at once, even if the caller is busy with an outcome
  signal.addEventListener('abort', end);
  try {
    yield* collectOutcomes(run, signal);
  } finally {
    signal.removeEventListener('abort', end);
    end();
    await cleanup;
    if (cleanup) cleanups.delete(cleanup);
  }
}

function downMessage({ address }: RedisConnection): string {
  return `Redis at ${address} has been unreachable for ${MAX_DOWNTIME / 1000} s`;
}

/* eslint-disable no-await-in-loop -- outcomes arrive one after the other */
async function* collectOutcomes(
  run: QueueRun,
  signal: AbortSignal,
): AsyncGenerator<TaskOutcome> {
  await untilAborted(run.send(signal), signal);
  let checked = performance.now();
  while (run.size > 0) {
    yield* await untilAborted(run.read(READ_TIMEOUT), signal);
    if (performance.now() - checked < LOSS_CHECK) continue;
    const { failed, missing } = await untilAborted(run.findLost(), signal);
    yield* failed;
    if (missing.length > 0) {
      // an outcome may have arrived just before its job disappeared
      yield* await untilAborted(run.read(0), signal);
      await untilAborted(run.resend(missing), signal);
    }
    checked = performance.now();
  }
}
/* eslint-enable no-await-in-loop */

// without Redis, BullMQ would wait for ever: jobs and data expire then, or are dropped by workers
function cleanUp(
  { downFor }: RedisConnection,
  cleanup: Promise<unknown>,
): Promise<void> {
  return waitAtMost(downFor > 0 ? 0 : CLEANUP_TIMEOUT, cleanup);
}
