import { PAGE } from '../../kernels/arena/Arena.ts';
import { MAX_PAGES, compileShared } from '../../kernels/arena/webAssembly.ts';
import type { CompiledLoops } from '../../kernels/compiledKernels.ts';
import { checkInteger, checkOptionNames } from '../../options/checks.ts';
import { availableThreads } from '../availableThreads.ts';

import { KernelWorkers } from './KernelWorkers.ts';
import type { Thread } from './Thread.ts';
import { startThread } from './Thread.ts';
import type { Threads } from './ThreadPool.ts';
import { ThreadPool } from './ThreadPool.ts';
import { KERNELS, SLOTS, bytesOfSlots } from './callSlots.ts';

/** The options of `startThreads`. */
export interface ThreadsOptions {
  /**
   * The number of threads that work on a fit, including the one that calls it.
   * @default as many as the machine runs in parallel
   */
  threads?: number;
}

/**
 * Starts threads that share the work of `fit` and `fitAsync`: `metric.fit(X, y, { threads })`. They share a memory,
 * which stays as large as the largest fit needed. Idle threads do not keep a process alive.
 * @param options - The number of threads.
 * @returns The threads; `stop` ends them.
 * @throws {TypeError|RangeError} If an option is invalid.
 * @throws {Error} If workers, WebAssembly with SIMD, or shared memory are not available; the message says which.
 */
export async function startThreads(
  options: ThreadsOptions = {},
): Promise<Threads> {
  checkOptionNames(options, 'options', ['threads']);
  const { threads = availableThreads() } = options;
  checkInteger(threads, 'threads', { min: 1 });
  const module = compile();
  const memory = createMemory(threads);
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const own = exports as unknown as CompiledLoops;
  const workers = new KernelWorkers(memory, own, threads);
  const task = { module, memory, names: KERNELS, slots: SLOTS };
  const starting = Array.from({ length: threads - 1 }, () =>
    startThread(task, (reason) => workers.dismiss(reason)),
  );
  try {
    return new ThreadPool(workers, memory, await Promise.all(starting));
  } catch (error) {
    await endAll(starting);
    throw error;
  }
}

function compile(): WebAssembly.Module {
  const { crossOriginIsolated } = globalThis as {
    crossOriginIsolated?: boolean;
  };
  if (
    typeof SharedArrayBuffer !== 'function' ||
    crossOriginIsolated === false
  ) {
    throw new Error(
      'threads require SharedArrayBuffer, which is not available; in browsers, the page must be cross-origin isolated ' +
        '(Cross-Origin-Opener-Policy: same-origin, Cross-Origin-Embedder-Policy: require-corp)',
    );
  }
  try {
    return compileShared();
  } catch (error) {
    throw new Error(
      'threads require WebAssembly with SIMD and shared memory, which is not available, or is blocked by a content security policy',
      { cause: error },
    );
  }
}

function createMemory(threads: number): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({
      initial: Math.ceil(bytesOfSlots(threads) / PAGE),
      maximum: MAX_PAGES,
      shared: true,
    });
  } catch (error) {
    throw new Error(
      'threads require a shared memory that can grow to 4 GB, which is not available',
      { cause: error },
    );
  }
}

// ends those that have started, when one has not
async function endAll(starting: Array<Promise<Thread>>): Promise<void> {
  const started = await Promise.allSettled(starting);
  await Promise.all(
    started.map(async (start) => {
      if (start.status === 'fulfilled') await start.value.end();
    }),
  );
}
