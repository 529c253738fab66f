import { Queue } from 'bullmq';

import { untilAborted } from '../async/untilAborted.ts';
import type {
  Executor,
  TaskFailure,
} from '../model-selection/tasks/Executor.ts';
import { checkOptionNames } from '../options/checks.ts';
import type { Outcome, PortableTask } from '../parallel/tasks/portableTask.ts';
import { toPortable } from '../parallel/tasks/portableTask.ts';

import { QueueRun } from './QueueRun.ts';
import { RedisConnection } from './RedisConnection.ts';
import { atMost } from './atMost.ts';
import { checkQueueName } from './checkQueueName.ts';
import type { JobData } from './protocol.ts';
import { PREFIX, QUEUE } from './protocol.ts';

/** Milliseconds between two signs of life of a run. */
const BEAT = 5000;
/** Milliseconds that a read waits for outcomes at most. */
const WAIT = 1000;
/** Milliseconds between two looks at what may have been lost. */
const LOOK = 2000;
/** Milliseconds for which Redis may be away before a run gives up. */
const PATIENCE = 60_000;
/** Milliseconds that tidying up may take. */
const TIDYING = 5000;

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
  const link = await RedisConnection.open(redis);
  const queue = new Queue<JobData>(name, {
    connection: link.redis,
    prefix: PREFIX,
    // outcomes have a stream of their own: nobody reads that of BullMQ
    streams: { events: { maxLen: 100 } },
  });
  // the connection comes back by itself; a run that waits too long gives up
  queue.on('error', () => undefined);
  const closing = new AbortController();
  const ending = new Set<Promise<void>>();
  return {
    address: link.address,
    run(tasks, signal) {
      closing.signal.throwIfAborted();
      const portable = tasks.map((task, index) =>
        toPortable(task, index, 'another machine'),
      );
      const signals = [closing.signal, signal];
      return runTasks({ link, queue, ending }, portable, signals);
    },
    async close() {
      closing.abort(new Error('the executor was closed'));
      await Promise.all(ending);
      // without Redis, BullMQ would wait until it is back
      await atMost(link.downFor > 0 ? 0 : TIDYING, queue.close());
      link.close();
    },
  };
}

interface Place {
  link: RedisConnection;
  queue: Queue<JobData>;
  /** Runs that tidy up. */
  ending: Set<Promise<void>>;
}

async function* runTasks(
  { link, queue, ending }: Place,
  tasks: Array<PortableTask | TaskFailure>,
  signals: Array<AbortSignal | undefined>,
): AsyncGenerator<Outcome> {
  const lost = new AbortController();
  const given = signals.filter((signal) => signal !== undefined);
  const signal = AbortSignal.any([lost.signal, ...given]);
  signal.throwIfAborted();
  yield* tasks.filter((task) => 'error' in task);
  const run = new QueueRun(link, queue, good(tasks));
  const beats = setInterval(() => {
    run.beat().catch(() => undefined);
    if (link.downFor > PATIENCE) lost.abort(new Error(awayMessage(link)));
  }, BEAT);
  let tidying: Promise<void> | undefined;
  const end = () => {
    clearInterval(beats);
    tidying ??= tidy(link, run);
    ending.add(tidying);
  };
  // at once, even if whoever asks for outcomes is busy
  signal.addEventListener('abort', end);
  try {
    yield* follow(run, signal);
  } finally {
    signal.removeEventListener('abort', end);
    end();
    await tidying;
    if (tidying) ending.delete(tidying);
  }
}

function awayMessage({ address }: RedisConnection): string {
  return `Redis at ${address} has been unreachable for ${PATIENCE / 1000} s`;
}

function* good(
  tasks: Array<PortableTask | TaskFailure>,
): Generator<[number, PortableTask]> {
  for (const [index, task] of tasks.entries()) {
    if (!('error' in task)) yield [index, task];
  }
}

/* eslint-disable no-await-in-loop -- outcomes come one after the other */
async function* follow(
  run: QueueRun,
  signal: AbortSignal,
): AsyncGenerator<Outcome> {
  await untilAborted(run.send(signal), signal);
  let looked = performance.now();
  while (run.size > 0) {
    yield* await untilAborted(run.read(WAIT), signal);
    if (performance.now() - looked < LOOK) continue;
    const { failed, missing } = await untilAborted(run.look(), signal);
    yield* failed;
    if (missing.length > 0) {
      // an outcome may have come just before its job was gone
      yield* await untilAborted(run.read(0), signal);
      await untilAborted(run.repair(missing), signal);
    }
    looked = performance.now();
  }
}
/* eslint-enable no-await-in-loop */

// what cannot be taken away, for want of Redis, expires, or is dropped by workers
function tidy(link: RedisConnection, run: QueueRun): Promise<void> {
  return atMost(link.downFor > 0 ? 0 : TIDYING, run.end());
}
