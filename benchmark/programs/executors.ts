/**
 * Tasks of a search in this thread, on two threads and on two worker processes: seconds of 64 fits of about a second
 * each, and the cost of a tiny task. It starts a `redis-server` of its own, and workers from `lib/`: build first.
 * `--tasks N` changes the number of fits.
 */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os, { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import type { Executor, Task } from 'ml-metric-learning';
import { MetricKNN, inline } from 'ml-metric-learning';
import { queueExecutor } from 'ml-metric-learning/bullmq';
import { threadExecutor } from 'ml-metric-learning/parallel';

import { generateClusters } from '../data/generateClusters.ts';
import { digits } from '../results/digits.ts';

const PORT = 6390;
const TINY = 500;
/** Iterations of a fit of about a second, on 2,000 rows. */
const ITERATIONS = 120;

const { values } = parseArgs({ options: { tasks: { type: 'string' } } });
const FITS = Number(values.tasks ?? 64);

// this program runs from the sources, and threads cannot load TypeScript by themselves
const loader = new URL('../../test/loadSources.js', import.meta.url);
process.env.NODE_OPTIONS = `--import ${loader.href}`;

const folder = mkdtempSync(path.join(tmpdir(), 'executors-'));
const redis = spawn(
  'redis-server',
  ['--port', String(PORT), '--dir', folder, '--appendonly', 'yes'],
  { stdio: 'ignore' },
);
await wait(1000);
const url = `redis://127.0.0.1:${PORT}`;
const workers = [startWorker(), startWorker()];
const threads = await threadExecutor({ threads: 2 });
const queue = await queueExecutor(url);
const large = makeTasks(FITS, 2000, 40, ITERATIONS);
const tiny = makeTasks(TINY, 30, 2, 0);

console.log(`load before: ${os.loadavg().map(digits).join(', ')}`);
const here = await measure(inline, 'here');
await measure(threads, 'two threads', here);
await measure(queue, 'two worker processes', here);
console.log(`load after: ${os.loadavg().map(digits).join(', ')}`);

await threads.close();
await queue.close();
for (const program of [...workers, redis]) {
  program.kill();
  // eslint-disable-next-line no-await-in-loop -- workers before Redis
  await once(program, 'exit');
}
rmSync(folder, { recursive: true });

function startWorker(): ChildProcess {
  const program = fileURLToPath(
    new URL('../../lib/workerProgram.js', import.meta.url),
  );
  return spawn(process.execPath, [program, url, '--threads', '1'], {
    stdio: 'inherit',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
}

function makeTasks(
  count: number,
  rows: number,
  columns: number,
  maxIterations: number,
): Task[] {
  const { X, y } = generateClusters({ rows, columns });
  const codes = Int32Array.from(y as number[]);
  const data = {
    values: Float64Array.from(X.flat()),
    rows,
    columns,
    codes,
    classes: [...new Set(codes)],
  };
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  return Array.from({ length: count }, (_, seed) => ({
    data,
    classifier: MetricKNN,
    options: {
      k: 1,
      metric: maxIterations > 0 && {
        seed,
        init: 'random',
        solver: { name: 'lbfgs', maxIterations, tolerance: 0 },
      },
    },
    train: all.filter((row) => row % 5 !== 0),
    test: all.filter((row) => row % 5 === 0),
    scoring: ['accuracy'],
  }));
}

async function measure(
  executor: Executor,
  name: string,
  reference?: number,
): Promise<number> {
  // the first tasks include the start of workers
  await secondsOf(executor, tiny.slice(0, 20));
  const each = (await secondsOf(executor, tiny)) / TINY;
  const seconds = await secondsOf(executor, large);
  const ratio = reference ? `, ratio ${(reference / seconds).toFixed(2)}` : '';
  console.log(
    `${name}: ${FITS} fits ${digits(seconds)} s${ratio}; a tiny task ${digits(1000 * each)} ms`,
  );
  return seconds;
}

async function secondsOf(executor: Executor, tasks: Task[]): Promise<number> {
  const started = performance.now();
  for await (const outcome of executor.run(tasks)) {
    if ('error' in outcome) throw new Error(outcome.error.message);
  }
  return (performance.now() - started) / 1000;
}
