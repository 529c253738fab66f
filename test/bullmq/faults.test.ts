/** Workers that are killed, and a Redis that is restarted, while a search goes on: every outcome comes, and comes once. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import type { QueueExecutor } from 'ml-metric-learning/bullmq';
import { queueExecutor } from 'ml-metric-learning/bullmq';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { inline } from '../../src/model-selection/tasks/inline.ts';
import { outcomesOf, smallTasks } from '../oracles/tasks.ts';

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
 * Kills the oldest worker and starts another, once all are ready: on a slow machine, none would ever be. One that has ended,
 * since Redis was away when it started, is started again.
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

// some hundredths of a second each, so that there is something to interrupt
function tasks(count: number) {
  const options = Array.from({ length: count / 5 }, (_, seed) => ({
    metric: { seed, init: 'random', solver: { name: 'adam', epochs: 100 } },
  }));
  return smallTasks(options, 5);
}

test('80 tasks on three workers, one killed every second, and a Redis that restarts', async () => {
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
  // each once: an outcome more or less would be a difference
  expect(outcomes).toStrictEqual(expected);
  expect(kills).toBeGreaterThan(1);
}, 240_000);

test('a worker that is alone and killed: the next one does what it had begun', async () => {
  const all = tasks(10);
  const first = startOne();
  await first.ready;
  const run = outcomesOf(executor, all);
  await wait(1500);
  await first.kill();
  startOne();
  await expect(run).resolves.toStrictEqual(await outcomesOf(inline, all));
}, 120_000);

test('a Redis that is killed, without a word', async () => {
  const all = tasks(20);
  await startOne().ready;
  const run = outcomesOf(executor, all);
  await wait(1500);
  await redis.halt('SIGKILL');
  await redis.start();
  await expect(run).resolves.toStrictEqual(await outcomesOf(inline, all));
}, 120_000);

test('over TLS, with a user and a password', async () => {
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
  // whoever does not know the certificate is not let to send a password
  const doubting = new WorkerProcess([url]);
  await expect(doubting.ended).resolves.toBe(1);
  expect(doubting.errors).toMatch(/cannot be used: self-signed certificate/);
  expect(doubting.errors).not.toMatch('sesame');
  await trusting.kill();
  await server.stop();
  rmSync(folder, { recursive: true });
});
