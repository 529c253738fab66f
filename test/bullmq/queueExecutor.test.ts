import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import process from 'node:process';
import { inspect } from 'node:util';

import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type {
  QueueExecutor,
  QueueWorker,
  WorkerSettings,
} from 'ml-metric-learning/bullmq';
import { queueExecutor, startWorker } from 'ml-metric-learning/bullmq';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  test,
  vi,
} from 'vitest';

import type { JobData } from '../../src/bullmq/protocol.ts';
import { inline } from '../../src/model-selection/tasks/inline.ts';
import { letThreadsLoadSources } from '../oracles/letThreadsLoadSources.ts';
import { manyOptions, outcomesOf, smallTasks } from '../oracles/smallTasks.ts';

import { RedisServer, freePort } from './RedisServer.ts';
import { WorkerProcess } from './WorkerProcess.ts';

let redis: RedisServer;
let client: Redis;
let queue: Queue<JobData>;
const executors: QueueExecutor[] = [];
const workers: QueueWorker[] = [];

beforeAll(async () => {
  redis = await RedisServer.start();
});

beforeEach(async () => {
  letThreadsLoadSources();
  client = new Redis(redis.url, { maxRetriesPerRequest: null });
  await client.flushall();
  queue = new Queue('tasks', {
    connection: client,
    prefix: 'ml-metric-learning',
  });
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(executors.splice(0).map((executor) => executor.close()));
  await Promise.all(workers.splice(0).map((worker) => worker.close()));
  await queue.close();
  client.disconnect();
});

afterAll(() => redis.stop());

async function open(): Promise<QueueExecutor> {
  const executor = await queueExecutor(redis.url);
  executors.push(executor);
  return executor;
}

async function work(settings: WorkerSettings = {}): Promise<QueueWorker> {
  const worker = await startWorker(redis.url, { threads: 1, ...settings });
  workers.push(worker);
  return worker;
}

/** The jobs of a queue without workers, once there are any. */
function waitingJobs(count: number) {
  return vi.waitFor(
    async () => {
      const jobs = await queue.getWaiting();
      expect(jobs).toHaveLength(count);
      return jobs;
    },
    { timeout: 10_000 },
  );
}

/** The error that a promise rejects with. */
async function errorOf(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error('it has not failed');
}

function countJobs() {
  return queue.getJobCountByTypes(
    'waiting',
    'active',
    'delayed',
    'failed',
    'completed',
  );
}

describe('outcomes', () => {
  test('two workers that were already running give the outcomes of inline, bit for bit', async () => {
    const processes = [1, 2].map(
      () => new WorkerProcess([redis.url, '--threads', '1']),
    );
    await Promise.all(processes.map(({ ready }) => ready));
    const tasks = smallTasks(manyOptions, 3);
    const expected = await outcomesOf(inline, tasks);
    const one = await open();
    const other = await open();
    const runs = [one, other, one].map((executor) =>
      outcomesOf(executor, tasks),
    );
    await expect(Promise.all(runs)).resolves.toStrictEqual([
      expected,
      expected,
      expected,
    ]);
    for (const { errors } of processes) expect(errors).toBe('');
    // SIGTERM ends them
    const endings = processes.map((some) =>
      some.kill('SIGTERM').then(() => some.ended),
    );
    await expect(Promise.all(endings)).resolves.toStrictEqual([0, 0]);
  });

  test('a worker that starts later gives outcomes; data are sent once and expire', async () => {
    const tasks = smallTasks([{ k: 1 }, { k: 3 }], 2);
    const executor = await open();
    expect(executor.address).toBe(`redis://127.0.0.1:${redis.port}`);
    const run = outcomesOf(executor, tasks);
    await waitingJobs(4);
    await work();
    await expect(run).resolves.toStrictEqual(await outcomesOf(inline, tasks));
    await expect(countJobs()).resolves.toBe(0);
    await expect(client.keys('*:run:*')).resolves.toStrictEqual([]);
    const blobs = await client.keys('*:blob:*');
    // the data and two splits
    expect(blobs).toHaveLength(3);
    const left = await Promise.all(blobs.map((blob) => client.pttl(blob)));
    expect(Math.min(...left)).toBeGreaterThan(0);
    // the worker has cached them, and does not read them again
    await client.del(blobs);
    const asked = vi.spyOn(Redis.prototype, 'hgetallBuffer');
    await expect(outcomesOf(executor, tasks)).resolves.toHaveLength(4);
    expect(asked).not.toHaveBeenCalled();
  });

  test('there are no outcomes without tasks', async () => {
    await expect(outcomesOf(await open(), [])).resolves.toStrictEqual([]);
  });
});

describe('duplicated and lost jobs', () => {
  const tasks = smallTasks([{ k: 1 }, { k: 3 }, { k: 5 }], 2);

  test('a job delivered twice counts once', async () => {
    const run = outcomesOf(await open(), tasks);
    const jobs = await waitingJobs(6);
    await queue.addBulk(
      jobs.map(({ data }) => ({
        name: 'task',
        data,
        opts: { removeOnComplete: true },
      })),
    );
    await work();
    await expect(run).resolves.toStrictEqual(await outcomesOf(inline, tasks));
    // the other job belongs to a finished run, and is dropped
    await vi.waitFor(
      async () => await expect(countJobs()).resolves.toBe(0),
      10_000,
    );
    await expect(client.keys('*:run:*')).resolves.toStrictEqual([]);
  });

  test('a job of a finished run is dropped before any work', async () => {
    const run = outcomesOf(await open(), tasks);
    const [{ data }] = await waitingJobs(6);
    // unreadable data, so that a worker that reads them fails
    await client.hset('ml-metric-learning:blob:other', { header: '{}' });
    await queue.add('task', { ...data, run: 'over', data: 'other' });
    await work();
    await run;
    await vi.waitFor(
      async () =>
        await expect(
          queue.getJobCounts('waiting', 'active', 'failed', 'completed'),
        ).resolves.toMatchObject({ waiting: 0, active: 0, failed: 0 }),
      10_000,
    );
  });

  test('jobs are sent again to a Redis that has lost everything', async () => {
    const run = outcomesOf(await open(), tasks);
    await waitingJobs(6);
    await client.flushall();
    await work();
    await expect(run).resolves.toStrictEqual(await outcomesOf(inline, tasks));
  });

  test('entries that are not outcomes are ignored', async () => {
    const run = outcomesOf(await open(), tasks);
    const [{ data }] = await waitingJobs(6);
    const garbage = [
      '{',
      'null',
      '{"task":0}',
      '{"task":1,"scores":[null,1]}',
      '{"task":2,"scores":[1]}',
      '{"task":3,"error":"none"}',
      '{"task":"4","scores":[1,1]}',
    ];
    for (const text of garbage) {
      const key = `ml-metric-learning:run:${data.run}`;
      // eslint-disable-next-line no-await-in-loop -- one after the other
      await client.xadd(key, '*', 'outcome', text);
    }
    await work();
    await expect(run).resolves.toStrictEqual(await outcomesOf(inline, tasks));
  });

  // otherwise, the unhandled rejection of an interrupted read would end the process
  test('the executor can be closed while the caller handles an outcome', async () => {
    const executor = await open();
    await work();
    const outcomes = executor.run(tasks)[Symbol.asyncIterator]();
    await outcomes.next();
    await executor.close();
    const error = new Error('the executor was closed');
    await expect(outcomes.next()).rejects.toStrictEqual(error);
  });

  test('data that Redis has lost are sent again', async () => {
    const run = outcomesOf(await open(), tasks);
    await waitingJobs(6);
    await client.del(await client.keys('*:blob:*'));
    await work();
    await expect(run).resolves.toStrictEqual(await outcomesOf(inline, tasks));
  });

  test('a job that BullMQ marks as failed is reported', async () => {
    const run = outcomesOf(await open(), tasks);
    const other = new Worker(
      'tasks',
      () => Promise.reject(new Error('job stalled more than allowable limit')),
      { connection: client, prefix: 'ml-metric-learning' },
    );
    const error = {
      name: 'Error',
      message: 'job stalled more than allowable limit',
    };
    await expect(run).resolves.toStrictEqual(
      tasks.map((_, task) => ({ task, error })),
    );
    await other.close();
    await expect(countJobs()).resolves.toBe(0);
  });
});

test('jobs that a worker does not understand are reported, and the other jobs run', async () => {
  const parts: Array<[object, RegExp]> = [
    [
      { protocol: 2 },
      /^the job must have protocol 1, as this worker has, got 2: install the same version/,
    ],
    [
      { protocol: undefined },
      /^the job must have protocol 1, as this worker has, got undefined: /,
    ],
    [
      { classifier: 'constructor' },
      /^the classifier of the job must be a class of this worker, got 'constructor'$/,
    ],
    [{ options: null }, /^the job is incomplete$/],
    [{ options: [] }, /^the job is incomplete$/],
    // not a score, but a property of a scored classifier
    [{ scoring: ['counts'] }, /^scoring\[0\] must be one of .*, got 'counts'$/],
    [
      { scoring: ['constructor'] },
      /^scoring\[0\] must be one of .*, got 'constructor'$/,
    ],
    [{ scoring: [] }, /^scoring must have at least one score, got none$/],
    [{ split: 'other' }, /^the data in Redis must match their hash, 'other'$/],
    [{ options: { k: 1, run: 'rm' } }, /^unknown option 'run' in options/],
  ];
  const [good, bad] = smallTasks([{ k: 1 }], 2);
  const run = outcomesOf(await open(), [...parts.map(() => bad), good]);
  const jobs = await waitingJobs(parts.length + 1);
  await Promise.all(
    jobs.map((job) =>
      job.updateData({ ...job.data, ...parts.at(job.data.task)?.[0] }),
    ),
  );
  await client.hset('ml-metric-learning:blob:other', {
    header: '{}',
    first: '',
    second: '',
  });
  await work();
  const outcomes = await run;
  expect(outcomes.slice(0, -1)).toMatchObject(
    parts.map(([, message], task) => ({
      task,
      error: { message: expect.stringMatching(message) as string },
    })),
  );
  expect(outcomes.at(-1)).toMatchObject({ task: parts.length });
  expect(outcomes.at(-1)).toHaveProperty('scores');
});

describe('stopping', () => {
  // about ten seconds each, since tasks must end
  const long = smallTasks(
    Array.from({ length: 5 }, () => ({
      metric: { solver: { name: 'adam', epochs: 10_000 } },
    })),
    2,
  );

  test('an abort removes all jobs and frees the worker', async () => {
    const executor = await open();
    await work();
    const controller = new AbortController();
    const reason = new Error('enough');
    const run = errorOf(outcomesOf(executor, long, controller.signal));
    await vi.waitFor(
      async () => await expect(queue.getActiveCount()).resolves.toBe(1),
      10_000,
    );
    controller.abort(reason);
    await expect(run).resolves.toBe(reason);
    await vi.waitFor(
      async () => await expect(countJobs()).resolves.toBe(0),
      10_000,
    );
    await expect(client.keys('*:run:*')).resolves.toStrictEqual([]);
    const short = smallTasks([{ k: 1 }], 2);
    await expect(outcomesOf(executor, short)).resolves.toHaveLength(2);
  });

  test('close ends a run and refuses further runs', async () => {
    const executor = await open();
    const run = errorOf(outcomesOf(executor, long));
    await waitingJobs(10);
    await executor.close();
    const error = new Error('the executor was closed');
    await expect(run).resolves.toStrictEqual(error);
    await expect(countJobs()).resolves.toBe(0);
    expect(() => executor.run([])).toThrow(error);
  });

  test('a signal that is already aborted rejects', async () => {
    const reason = new Error('too late');
    const run = outcomesOf(await open(), long, AbortSignal.abort(reason));
    await expect(run).rejects.toBe(reason);
    await expect(client.keys('*:blob:*')).resolves.toStrictEqual([]);
  });
});

describe('Redis is unavailable', () => {
  const secret = 'sesame';

  async function refusal(url: string): Promise<Error> {
    const errors = await Promise.all([
      errorOf(queueExecutor(url)),
      errorOf(startWorker(url)),
    ]);
    expect(errors[0].message).toBe(errors[1].message);
    // nor in the properties that a console shows
    expect(inspect(errors, { depth: 9, showHidden: true })).not.toMatch(secret);
    return errors[0];
  }

  test('an outage during a run does not delay close', async () => {
    const server = await RedisServer.start();
    const executor = await queueExecutor(server.url);
    const idle = await startWorker(server.url, { threads: 1, queue: 'other' });
    const run = errorOf(outcomesOf(executor, smallTasks([{ k: 1 }], 2)));
    await server.stop();
    await executor.close();
    await idle.close();
    await expect(run).resolves.toStrictEqual(
      new Error('the executor was closed'),
    );
  });

  test('a port without a server is reported', async () => {
    const port = await freePort();
    const { message } = await refusal(`redis://me:${secret}@127.0.0.1:${port}`);
    expect(message).toBe(
      `Redis at redis://127.0.0.1:${port} cannot be used: connect ECONNREFUSED 127.0.0.1:${port}`,
    );
  });

  test('a server that does not answer is reported', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { message } = await refusal(`redis://:${secret}@127.0.0.1:${port}`);
    expect(message).toBe(
      `Redis at redis://127.0.0.1:${port} cannot be used: it does not respond`,
    );
    server.close();
  });

  test('a wrong password is reported without printing it', async () => {
    const server = await RedisServer.start('--requirepass', 'other');
    const wrong = await refusal(`redis://:${secret}@127.0.0.1:${server.port}`);
    expect(wrong.message).toMatch(/cannot be used: WRONGPASS/);
    const none = await refusal(server.url);
    expect(none.message).toMatch(/cannot be used: NOAUTH/);
    const executor = await queueExecutor(
      `redis://:other@127.0.0.1:${server.port}`,
    );
    expect(executor.address).toBe(server.url);
    await executor.close();
    await server.stop();
  });

  test.each([
    ['localhost:6379', /^redis must be a URL such as .*, got another string$/],
    ['http://me:sesame@localhost', /^redis must be a URL such as/],
    ['redis://me:sesame@', /^redis must be a URL such as/],
    [6379, /^redis must be a URL such as redis:\/\/localhost:6379, got 6379$/],
  ])('%s', async (url, message) => {
    const error = await refusal(url as string);
    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toMatch(message);
  });
});

describe('bad input', () => {
  test('custom code is refused', async () => {
    const executor = await open();
    const [task] = smallTasks([{}], 1);
    const loss = { name: 'mine', prepare: () => ({ evaluate: () => 0 }) };
    expect(() =>
      executor.run([{ ...task, options: { metric: { loss } } }]),
    ).toThrow(
      /^metric\.loss must be a built-in loss to be sent to another machine, got the custom loss 'mine'/,
    );
    expect(() => executor.run([{ ...task, scoring: [() => 1] }])).toThrow(
      /^scoring must be given by name to be sent to another machine, got a function/,
    );
    await expect(client.keys('*:blob:*')).resolves.toStrictEqual([]);
  });

  test('data that are too large for Redis are refused', async () => {
    const [task] = smallTasks([{}], 1);
    const values = {
      byteLength: 2 ** 30,
      BYTES_PER_ELEMENT: 8,
      length: 2 ** 27,
    };
    const data = { ...task.data, values: values as unknown as Float64Array };
    const run = outcomesOf(await open(), [{ ...task, data }]);
    await expect(run).rejects.toThrow(
      'X must have at most 67108864 numbers to be sent over Redis, got 134217728',
    );
  });

  test.each([
    [{ queue: 3 }, 'queue must be a string, got 3'],
    [
      { queue: 'a:b' },
      "queue must be a string without colons, and not empty, got 'a:b'",
    ],
    [{ queu: 'a' }, "unknown option 'queu' in"],
  ])('%o', async (options, message) => {
    await expect(queueExecutor(redis.url, options as object)).rejects.toThrow(
      message,
    );
    await expect(startWorker(redis.url, options as object)).rejects.toThrow(
      message,
    );
  });

  test('an invalid number of worker threads is refused', async () => {
    await expect(work({ threads: 0 })).rejects.toThrow(
      'threads must be at least 1, got 0',
    );
  });

  test.each([
    [5, 'resourceLimits must be an object, got 5'],
    [
      { maxOldGenerationSize: 512 },
      "unknown option 'maxOldGenerationSize' in resourceLimits, did you mean 'maxOldGenerationSizeMb'?",
    ],
  ])(
    'invalid memory limits of a worker are refused: %o',
    async (resourceLimits, message) => {
      const settings = { resourceLimits: resourceLimits as object };
      await expect(startWorker(redis.url, settings)).rejects.toThrow(
        new TypeError(message),
      );
    },
  );
});

describe('the worker command', () => {
  test('prints its usage', async () => {
    const asked = new WorkerProcess(['--help']);
    await expect(asked.ended).resolves.toBe(0);
    expect(asked.output).toMatch(/^usage: ml-metric-learning-worker/);
    const lost = new WorkerProcess([], { REDIS_URL: undefined });
    await expect(lost.ended).resolves.toBe(1);
    expect(lost.errors).toMatch(/^usage: ml-metric-learning-worker/);
  });

  test('exits without Redis and reports the address', async () => {
    const port = await freePort();
    const url = `redis://me:sesame@127.0.0.1:${port}`;
    const program = new WorkerProcess([url]);
    await expect(program.ended).resolves.toBe(1);
    expect(program.errors).toMatch(`Redis at redis://127.0.0.1:${port} cannot`);
    expect(program.errors).not.toMatch('sesame');
  });

  test('takes the URL from the environment', async () => {
    const program = new WorkerProcess(['--queue', 'mine', '--threads', '3'], {
      REDIS_URL: redis.url,
    });
    await program.ready;
    expect(program.output).toBe(
      `ready: concurrency 3, Redis at ${redis.url}\n`,
    );
    await program.kill();
  });
});

test('the library and its threads do not load BullMQ', async () => {
  const program = `
    import { createRequire } from 'node:module';
    const { cache } = createRequire(import.meta.url);
    const loaded = () => Object.keys(cache).some((file) => file.includes('bullmq'));
    await import('./src/index.ts');
    await import('./src/parallel.ts');
    const before = loaded();
    await import('./src/bullmq.ts');
    console.log(before, loaded());
  `;
  const output = execFileSync(
    process.execPath,
    ['--input-type', 'module', '--eval', program],
    { encoding: 'utf8' },
  );
  expect(output).toBe('false true\n');
});
