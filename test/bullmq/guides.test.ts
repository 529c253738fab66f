/** The programs of the guides that need Redis run as written, with a worker as the guide starts it. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { expectCommentedOutput } from '../oracles/expectCommentedOutput.ts';
import { guides, programsOf } from '../oracles/guides.ts';

import { RedisServer } from './RedisServer.ts';
import { WorkerProcess } from './WorkerProcess.ts';

const programs = programsOf(guides, 'redis');
let redis: RedisServer;
let worker: WorkerProcess;

beforeAll(async () => {
  redis = await RedisServer.start();
  vi.stubEnv('REDIS_URL', redis.url);
  worker = new WorkerProcess([redis.url, '--threads', '1']);
  await worker.ready;
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await worker.kill();
  await redis.stop();
});

test('the guides contain programs', () => {
  expect(programs.length).toBeGreaterThan(0);
});

test.each(Array.from(programs.entries()))(
  'program %i prints what its comments say',
  (_, code) => expectCommentedOutput(code, new URL('..', import.meta.url)),
);
