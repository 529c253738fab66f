/** A thread that ends, or does nothing any more, ends the fit with an error instead of having it wait for ever. */
import process from 'node:process';
import * as nodeThreads from 'node:worker_threads';

import { MetricLearner } from 'ml-metric-learning';
import type { Threads } from 'ml-metric-learning/parallel';
import { startThreads } from 'ml-metric-learning/parallel';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { CompiledLoops } from '../../../src/kernels/compiledKernels.ts';
import { KernelWorkers } from '../../../src/parallel/fit/KernelWorkers.ts';
import { SLOTS, bytesOfSlots } from '../../../src/parallel/fit/callSlots.ts';
import { randomTable } from '../../oracles/randomData.ts';

const { X, y } = randomTable(1500, 20, 3, 5);
const solver = { name: 'lbfgs', maxIterations: 3 } as const;
const alone = new MetricLearner({ solver }).fit(X, y);

const workers: nodeThreads.Worker[] = [];
const started: Threads[] = [];
/** Run by the next worker that is started, instead of its own program. */
let program: URL | undefined;

class WatchedWorker extends nodeThreads.Worker {
  constructor(file: URL, options: nodeThreads.WorkerOptions) {
    super(program ?? file, options);
    program = undefined;
    workers.push(this);
  }
}

beforeEach(() => {
  vi.spyOn(process, 'getBuiltinModule').mockReturnValue({
    ...nodeThreads,
    Worker: WatchedWorker,
  });
});

afterEach(async () => {
  vi.restoreAllMocks();
  workers.length = 0;
  await Promise.all(started.splice(0).map((pool) => pool.stop()));
});

async function start(threads: number): Promise<Threads> {
  const pool = await startThreads({ threads });
  started.push(pool);
  return pool;
}

// half a minute passes at once; the first thing that happens meanwhile may be the end of a worker
function hurry(worker?: nodeThreads.Worker): void {
  let end = worker;
  vi.spyOn(Atomics, 'wait').mockImplementation(() => {
    void end?.terminate();
    end = undefined;
    return 'timed-out';
  });
}

test.each(['exit', 'error', 'terminate'])(
  'a worker that ends within a part, while the caller waits: %s',
  async (how) => {
    program = new URL(`workers/dying.js?${how}`, import.meta.url);
    const threads = await start(2);
    const metric = new MetricLearner().fit(X, y);
    const before = JSON.stringify(metric);
    hurry(how === 'terminate' ? workers[0] : undefined);
    expect(() => metric.fit(X, y, { threads })).toThrow('a thread was lost');
    vi.mocked(Atomics.wait).mockRestore();
    expect(JSON.stringify(metric)).toBe(before);
    expect(() => metric.fit(X, y, { threads })).toThrow(
      'threads cannot be used: a thread was lost',
    );
    const others = await start(2);
    const again = new MetricLearner({ solver }).fit(X, y, { threads: others });
    expect(again.components).toStrictEqual(alone.components);
    expect(again.fit(X, y).components).toStrictEqual(alone.components);
  },
);

test('a worker that is terminated between the turns of a fit', async () => {
  const threads = await start(2);
  const metric = new MetricLearner({ solver });
  const fitting = metric.fitAsync(X, y, {
    threads,
    onProgress: () => workers[0].terminate(),
  });
  await expect(fitting).rejects.toThrow('a thread has ended');
  expect(metric.fitted).toBe(false);
  expect(() => metric.fit(X, y, { threads })).toThrow(
    'threads cannot be used: a thread has ended',
  );
  expect(metric.fit(X, y).components).toStrictEqual(alone.components);
});

describe('parts that another thread has taken', () => {
  const calls = [[1], [2], [3], [4]];
  const results = [10, 20, 30, 40];

  /** Calls of a kernel that returns ten times its place; meanwhile, somebody takes the last two parts. */
  function createCaller(kernel = (place: number) => 10 * place) {
    const pages = Math.ceil(bytesOfSlots(2) / 2 ** 16);
    const memory = new WebAssembly.Memory({
      initial: pages,
      maximum: pages,
      shared: true,
    });
    const signals = new Int32Array(memory.buffer, 0, SLOTS.signals);
    let isFirst = true;
    const multiply = (place: number) => {
      if (isFirst) Atomics.sub(signals, SLOTS.left, 2);
      isFirst = false;
      return kernel(place);
    };
    const own = { multiply } as unknown as CompiledLoops;
    const caller = new KernelWorkers(memory, own, 2);
    const { parts, length } = SLOTS;
    const numbers = new Float64Array(memory.buffer, parts, 4 * length);
    const finish = (part: number) => {
      numbers[(part + 1) * length - 1] = 10 * numbers[part * length + 2];
      Atomics.add(signals, SLOTS.done, 1);
    };
    return { run: () => caller.runEach('multiply', calls), finish };
  }

  test('are waited for as long as some of them are done now and then', () => {
    const { run, finish } = createCaller();
    let naps = 0;
    vi.spyOn(Atomics, 'wait').mockImplementation(() => {
      naps++;
      if (naps % 250 === 0) finish(3 - naps / 250);
      return 'timed-out';
    });
    expect(run()).toStrictEqual(results);
    expect(naps).toBe(500);
  });

  test('are given up after half a minute without one', () => {
    const { run, finish } = createCaller();
    let naps = 0;
    vi.spyOn(Atomics, 'wait').mockImplementation(
      (signals, signal, value, milliseconds) => {
        naps++;
        expect(milliseconds).toBe(100);
        if (naps === 250) finish(2);
        return 'timed-out';
      },
    );
    expect(run).toThrow('a thread was lost');
    expect(naps).toBe(250 + 300);
    expect(run).toThrow('a thread was lost');
  });

  test('are given up on a main thread that cannot block', () => {
    vi.spyOn(Atomics, 'wait').mockImplementation(() => {
      throw new TypeError('Atomics.wait cannot be called in this context');
    });
    const { run } = createCaller();
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 40));
    expect(run).toThrow('a thread was lost');
  });

  test('are waited for when a kernel throws, and those that are left are not run', () => {
    const ran: number[] = [];
    const { run, finish } = createCaller((place) => {
      ran.push(place);
      throw new RangeError('out of bounds');
    });
    let naps = 0;
    vi.spyOn(Atomics, 'wait').mockImplementation(() => {
      finish(2 - naps++);
      return 'timed-out';
    });
    expect(run).toThrow(new RangeError('out of bounds'));
    expect(naps).toBe(2);
    expect(ran).toStrictEqual([4]);
  });
});
