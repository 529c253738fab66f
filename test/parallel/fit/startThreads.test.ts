/**
 * Threads start, are lent to one fit at a time, and end; where they are not supported, an error says what is missing.
 */
import { execFileSync } from 'node:child_process';
import os from 'node:os';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { Worker as NodeWorker } from 'node:worker_threads';

import { MetricLearner } from 'ml-metric-learning';
import type { Threads } from 'ml-metric-learning/parallel';
import { startThreads } from 'ml-metric-learning/parallel';
import { afterEach, describe, expect, test, vi } from 'vitest';

import { randomTable } from '../../oracles/randomData.ts';

const { X, y } = randomTable(1500, 20, 3, 5);
const solver = { name: 'lbfgs', maxIterations: 3 } as const;

const started: Threads[] = [];

async function start(threads: number): Promise<Threads> {
  const pool = await startThreads({ threads });
  started.push(pool);
  return pool;
}

function countWorkers(): number {
  const report = process.report.getReport() as { workers: unknown[] };
  return report.workers.length;
}

afterEach(async () => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  await Promise.all(started.splice(0).map((pool) => pool.stop()));
});

test('starts as many threads as the machine runs in parallel by default', async () => {
  const pool = await startThreads();
  started.push(pool);
  expect(pool.threads).toBe(os.availableParallelism());
  const one = await start(1);
  const metric = new MetricLearner({ solver }).fit(X, y, { threads: one });
  expect(metric.summary.threads).toBe(1);
});

test('after stop, no worker remains and the threads are refused', async () => {
  const before = countWorkers();
  const threads = await start(3);
  const metric = new MetricLearner({ solver }).fit(X, y, { threads });
  const fitted = JSON.stringify(metric);
  await threads.stop();
  expect(countWorkers()).toBe(before);
  const message = 'threads cannot be used: they were stopped';
  expect(() => metric.fit(X, y, { threads })).toThrow(new Error(message));
  await expect(metric.fitAsync(X, y, { threads })).rejects.toThrow(message);
  expect(JSON.stringify(metric)).toBe(fitted);
  await threads.stop();
});

test('idle threads do not keep a process alive', () => {
  const program = `
    import { MetricLearner } from 'ml-metric-learning';
    import { startThreads } from 'ml-metric-learning/parallel';
    const threads = await start(2);
    const y = Array.from({ length: 2000 }, (_, row) => row % 2);
    const X = y.map((label, row) => [label + Math.sin(row), Math.cos(7 * row)]);
    const { summary } = new MetricLearner().fit(X, y, { threads });
    console.log(summary.threads);
  `;
  const output = execFileSync(
    process.execPath,
    ['--import', 'tsx', '--input-type', 'module', '--eval', program],
    {
      cwd: fileURLToPath(new URL('../../..', import.meta.url)),
      encoding: 'utf8',
    },
  );
  expect(output).toBe('2\n');
});

describe('one fit at a time', () => {
  const message =
    'threads can work on one fit at a time only: wait for the other fit, or start other threads for this one';

  test('a second fit is refused, and neither is affected', async () => {
    const threads = await start(2);
    const first = new MetricLearner({ solver });
    const expected = new MetricLearner({ solver }).fit(X, y);
    const second = new MetricLearner();
    const fitting = first.fitAsync(X, y, { threads });
    expect(() => second.fit(X, y, { threads })).toThrow(new Error(message));
    await expect(second.fitAsync(X, y, { threads })).rejects.toThrow(message);
    expect(second.fitted).toBe(false);
    await fitting;
    expect(first.components).toStrictEqual(expected.components);
    expect(second.fit(X, y, { threads }).fitted).toBe(true);
  });

  test('a fit that throws or is aborted releases its threads', async () => {
    const threads = await start(2);
    const metric = new MetricLearner({ solver, components: 21 });
    const failing = () => metric.fit(X, y, { threads });
    expect(failing).toThrow(/^components must be at most 20/);
    await expect(metric.fitAsync(X, y, { threads })).rejects.toThrow(
      /^components must be at most 20/,
    );
    const controller = new AbortController();
    const { signal } = controller;
    const aborted = new MetricLearner().fitAsync(X, y, {
      threads,
      signal,
      onProgress: () => controller.abort(),
    });
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    const again = new MetricLearner({ solver }).fit(X, y, { threads });
    expect(again.summary.threads).toBe(2);
  });

  test('a fit whose threads are stopped before they have done anything fails', async () => {
    const threads = await start(2);
    const lease = threads.acquire();
    await threads.stop();
    expect(() => lease.allocate(2 ** 16)).toThrow(
      'threads cannot be used: they were stopped',
    );
    lease.release();
  });

  test('a fit fails if its threads are stopped', async () => {
    const threads = await start(2);
    const metric = new MetricLearner();
    let stopping: Promise<void> | undefined;
    const fitting = metric.fitAsync(X, y, {
      threads,
      onProgress: () => {
        stopping ??= threads.stop();
      },
    });
    await expect(fitting).rejects.toThrow('they were stopped');
    await stopping;
    expect(metric.fitted).toBe(false);
  });
});

describe('bad input', () => {
  test.each([
    [0, new RangeError('threads must be at least 1, got 0')],
    [1.5, new RangeError('threads must be a whole number, got 1.5')],
    ['2', new TypeError("threads must be a number, got '2'")],
  ])('startThreads, threads: %o', async (threads, error) => {
    await expect(startThreads({ threads: threads as number })).rejects.toThrow(
      error,
    );
  });

  test('an unknown option of startThreads', async () => {
    await expect(startThreads({ thread: 2 } as object)).rejects.toThrow(
      "unknown option 'thread' in options, did you mean 'threads'?",
    );
  });

  test.each([
    [2, 'threads must be the result of startThreads, got 2'],
    [null, 'threads must be the result of startThreads, got null'],
    [{}, 'threads must be the result of startThreads, got an object'],
  ])('fit, threads: %o', async (threads, message) => {
    const metric = new MetricLearner();
    const options = { threads: threads as unknown as Threads };
    expect(() => metric.fit(X, y, options)).toThrow(new TypeError(message));
    await expect(metric.fitAsync(X, y, options)).rejects.toThrow(
      new TypeError(message),
    );
  });

  test('an unknown option of fit', () => {
    const options = { thread: 2 } as object;
    expect(() => new MetricLearner().fit(X, y, options)).toThrow(
      "unknown option 'thread' in options, did you mean 'threads'?",
    );
  });
});

describe('in environments without support', () => {
  const isolated =
    /^threads require SharedArrayBuffer, which is not available; in browsers, the page must be cross-origin isolated/;
  test.each([
    ['SharedArrayBuffer', undefined, isolated],
    ['crossOriginIsolated', false, isolated],
    [
      'WebAssembly',
      undefined,
      /^threads require WebAssembly with SIMD and shared memory, which is not available/,
    ],
    [
      'WebAssembly',
      { Module: WebAssembly.Module },
      /^threads require a shared memory that can grow to 4 GB, which is not available/,
    ],
  ])('%s: %o', async (name, value, message) => {
    vi.stubGlobal(name, value);
    await expect(startThreads({ threads: 2 })).rejects.toThrow(message);
  });
});

/** A Worker with the interface of browsers, based on one of Node.js. */
class BrowserWorker {
  static file: URL | undefined;
  static options: unknown;
  readonly #worker: NodeWorker;

  constructor(file: URL, options: unknown) {
    BrowserWorker.options = options;
    this.#worker = new NodeWorker(BrowserWorker.file ?? file);
  }

  addEventListener(event: string, listen: (event: unknown) => void): void {
    this.#worker.on(event, listen);
  }

  postMessage(message: unknown): void {
    this.#worker.postMessage(message);
  }

  terminate(): void {
    void this.#worker.terminate();
  }
}

describe('in browsers', () => {
  test('module workers, and a main thread that cannot block', async () => {
    const alone = new MetricLearner({ solver }).fit(X, y);
    vi.stubGlobal('process', { ...process, getBuiltinModule: undefined });
    vi.stubGlobal('navigator', { hardwareConcurrency: 2 });
    vi.stubGlobal('Worker', BrowserWorker);
    BrowserWorker.file = undefined;
    vi.spyOn(Atomics, 'wait').mockImplementation(() => {
      throw new TypeError('Atomics.wait cannot be called in this context');
    });
    const threads = await startThreads();
    started.push(threads);
    const metric = new MetricLearner({ solver }).fit(X, y, { threads });
    expect(metric.summary.threads).toBe(2);
    expect(metric.components).toStrictEqual(alone.components);
    expect(BrowserWorker.options).toStrictEqual({ type: 'module' });
  });

  test('a worker that cannot be loaded', async () => {
    vi.stubGlobal('process', { ...process, getBuiltinModule: undefined });
    vi.stubGlobal('Worker', BrowserWorker);
    BrowserWorker.file = new URL('missing.js', import.meta.url);
    await expect(startThreads({ threads: 3 })).rejects.toThrow(
      /^a thread cannot be started: /,
    );
  });
});
