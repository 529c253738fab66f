/** Workers are killed and Redis is restarted during a search: every outcome arrives exactly once. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import type { QueueExecutor } from 'ml-metric-learning/bullmq';
import { queueExecutor } from 'ml-metric-learning/bullmq';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { inline } from '../../src/model-selection/tasks/inline.ts';
import { outcomesOf, smallTasks } from '../oracles/smallTasks.ts';

import { RedisServer, freePort } from './RedisServer.ts';
import { WorkerProcess } from './WorkerProcess.ts';

let redis: RedisServer;
let executor: QueueExecutor;
let workers: WorkerProcess[];

beforeEach(async () => {
  redis = await RedisServer.start();
  executor = await queueExecutor(redis.url);
  workers = [];
});

afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.kill()));
  await executor.close();
  await redis.stop();
});

function startOne(): WorkerProcess {
  const worker = new WorkerProcess([redis.url, '--threads', '1']);
  workers.push(worker);
  return worker;
}

/**
 * Kills the oldest worker and starts another one, but only when all are ready, since on a slow machine none would ever
 * be ready. A worker that has exited because Redis was unreachable is replaced.
 */
async function replaceOne(): Promise<boolean> {
  workers = workers.filter(({ hasEnded }) => !hasEnded);
  if (workers.length < 3) {
    startOne();
    return false;
  }
  if (!workers.every(({ isReady }) => isReady)) return false;
  const worker = workers.shift();
  await worker?.kill();
  startOne();
  return true;
}

// each takes some hundredths of a second, long enough to be interrupted
function tasks(count: number) {
  const options = Array.from({ length: count / 5 }, (_, seed) => ({
    metric: { seed, init: 'random', solver: { name: 'adam', epochs: 100 } },
  }));
  return smallTasks(options, 5);
}

test('80 tasks finish on three workers while one is killed every second and Redis restarts', async () => {
  const all = tasks(80);
  const expected = await outcomesOf(inline, all);
  for (let worker = 0; worker < 3; worker++) startOne();
  await Promise.all(workers.map(({ ready }) => ready));
  const done = new AbortController();
  let kills = 0;
  const run = outcomesOf(executor, all).finally(() => done.abort());
  const faults = async () => {
    for (let second = 1; !done.signal.aborted; second++) {
      /* eslint-disable no-await-in-loop -- one after the other */
      await wait(1000);
      if (await replaceOne()) kills++;
      if (second === 2) {
        await redis.halt();
        await wait(500);
        await redis.start();
      }
      /* eslint-enable no-await-in-loop */
    }
  };
  const [outcomes] = await Promise.all([run, faults()]);
  // each exactly once: outcomesOf returns all outcomes that arrive
  expect(outcomes).toStrictEqual(expected);
  expect(kills).toBeGreaterThan(1);
}, 240_000);

test('another worker takes over the tasks of a killed worker', async () => {
  const all = tasks(10);
  const first = startOne();
  await first.ready;
  const run = outcomesOf(executor, all);
  await wait(1500);
  await first.kill();
  startOne();
  await expect(run).resolves.toStrictEqual(await outcomesOf(inline, all));
}, 120_000);

test('a run survives a killed and restarted Redis', async () => {
  const all = tasks(20);
  await startOne().ready;
  const run = outcomesOf(executor, all);
  await wait(1500);
  await redis.halt('SIGKILL');
  await redis.start();
  await expect(run).resolves.toStrictEqual(await outcomesOf(inline, all));
}, 120_000);

test('tasks run over TLS with a user name and a password', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ml-metric-learning-'));
  const key = path.join(folder, 'key.pem');
  const certificate = path.join(folder, 'certificate.pem');
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=DNS:localhost',
      '-keyout',
      key,
      '-out',
      certificate,
    ],
    { stdio: 'ignore' },
  );
  const port = await freePort();
  const server = await RedisServer.start(
    '--tls-port',
    String(port),
    '--tls-auth-clients',
    'no',
    '--tls-cert-file',
    certificate,
    '--tls-key-file',
    key,
    '--requirepass',
    'sesame',
  );
  const url = `rediss://default:sesame@localhost:${port}`;
  const trusting = new WorkerProcess([url], {
    NODE_EXTRA_CA_CERTS: certificate,
  });
  workers.push(trusting);
  await trusting.ready;
  expect(trusting.output).toMatch(`Redis at rediss://localhost:${port}\n`);
  // without the certificate, a worker does not send the password
  const distrusting = new WorkerProcess([url]);
  await expect(distrusting.ended).resolves.toBe(1);
  expect(distrusting.errors).toMatch(/cannot be used: self-signed certificate/);
  expect(distrusting.errors).not.toMatch('sesame');
  await trusting.kill();
  await server.stop();
  rmSync(folder, { recursive: true });
});
