#!/usr/bin/env node
/**
 * `ml-metric-learning-worker`: does tasks of searches that run elsewhere, until it is told to end. The first SIGINT or
 * SIGTERM lets it finish what it does, the second ends it.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';

const USAGE = `usage: ml-metric-learning-worker [redis://host:port] [--threads N] [--queue NAME]

Does tasks of queueExecutor, of ml-metric-learning/bullmq, until it is ended.

  redis://…      where Redis is; rediss://user:password@host:port for TLS.
                 Default: the environment's REDIS_URL, which no list of processes shows
  --threads N    tasks at once, default as many as the machine runs
  --queue NAME   the queue, default 'tasks'
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
  // here, so that a package that is not installed is named in one line
  const { startWorker } = await import('./startWorker.ts');
  const worker = await startWorker(redis, {
    ...(threads === undefined ? {} : { threads: Number(threads) }),
    ...(queue === undefined ? {} : { queue }),
    onError: announceOnce(),
  });
  process.stdout.write(
    `ready: ${worker.threads} at once, from ${worker.address}\n`,
  );
  let isEnding = false;
  const end = () => {
    if (isEnding) process.exit(1);
    isEnding = true;
    process.stdout.write('finishing; once more to end at once\n');
    void worker.close();
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

// while Redis is away, each try to connect fails alike
function announceOnce(): (error: Error) => void {
  let last = '';
  return ({ message, name }) => {
    const text = message || name;
    if (text !== last) process.stderr.write(`${text}\n`);
    last = text;
  };
}
