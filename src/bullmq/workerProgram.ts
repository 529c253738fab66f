#!/usr/bin/env node
/**
 * `ml-metric-learning-worker`: runs tasks of searches on other machines until it is stopped. The first SIGINT or
 * SIGTERM lets it finish the running tasks, the second stops it immediately.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';

const USAGE = `usage: ml-metric-learning-worker [redis://host:port] [--threads N] [--queue NAME]

Runs tasks of queueExecutor (ml-metric-learning/bullmq) until it is stopped.

  redis://…      the address of Redis; rediss://user:password@host:port for TLS.
                 Default: the environment variable REDIS_URL, which process lists do not show
  --threads N    the number of tasks at once. Default: as many as the machine runs in parallel
  --queue NAME   the name of the queue. Default: tasks
`;

try {
  await main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      threads: { type: 'string' },
      queue: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const [redis = process.env.REDIS_URL, ...rest] = positionals;
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  if (redis === undefined || rest.length > 0) throw new Error(USAGE);
  const { threads, queue } = values;
  // a dynamic import: if a package is not installed, the error is one line
  const { startWorker } = await import('./startWorker.ts');
  const worker = await startWorker(redis, {
    ...(threads === undefined ? {} : { threads: Number(threads) }),
    ...(queue === undefined ? {} : { queue }),
    onError: announceOnce(),
  });
  process.stdout.write(
    `ready: concurrency ${worker.threads}, Redis at ${worker.address}\n`,
  );
  let isEnding = false;
  const end = () => {
    if (isEnding) process.exit(1);
    isEnding = true;
    process.stdout.write(
      'finishing the running tasks; interrupt again to stop immediately\n',
    );
    void worker.close();
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

// while Redis is unreachable, each attempt to connect fails with the same message
function announceOnce(): (error: Error) => void {
  let last = '';
  return ({ message, name }) => {
    const text = message || name;
    if (text !== last) process.stderr.write(`${text}\n`);
    last = text;
  };
}
