import type { CompiledLoops } from '../kernels/CompiledKernels.ts';
import { PAGE } from '../kernels/memory.ts';
import { MOST_PAGES, compileShared } from '../kernels/webAssembly.ts';
import { checkInteger, checkOptionNames } from '../validation/options.ts';

import { Crew } from './Crew.ts';
import type { Thread } from './Thread.ts';
import { startThread } from './Thread.ts';
import { ThreadPool } from './ThreadPool.ts';
import type { Threads } from './Threads.ts';
import { availableThreads } from './availableThreads.ts';
import { KERNELS, boardOf, bytesOfBoard } from './callBoard.ts';

/** How many threads to start. */
export interface ThreadsOptions {
  /**
   * Threads that work on a fit, the one that calls it included.
   * @default as many as the machine runs at once
   */
  threads?: number;
}

/**
 * Starts threads for `fit` and `fitAsync`: `metric.fit(X, y, { threads })`. They share a memory, which stays as large as the
 * largest fit needed; a process may end while they wait.
 * @param options - How many.
 * @returns The threads.
 * @throws {TypeError|RangeError} Bad options.
 * @throws {Error} There are no workers, no WebAssembly with vectors or no memory to share here; it says which.
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
  const crew = new Crew(memory, own, threads);
  const starting = Array.from({ length: threads - 1 }, (_, at) => {
    const board = boardOf(at + 1, threads);
    const task = { module, memory, names: KERNELS, board };
    return startThread(task, (reason) => crew.dismiss(reason));
  });
  try {
    return new ThreadPool(crew, memory, await Promise.all(starting));
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
      'threads need SharedArrayBuffer, which is not there; in browsers, a page must be cross-origin isolated ' +
        '(Cross-Origin-Opener-Policy: same-origin, Cross-Origin-Embedder-Policy: require-corp)',
    );
  }
  try {
    return compileShared();
  } catch (error) {
    throw new Error(
      'threads need WebAssembly with vectors and shared memory, which is not there, or forbidden by a content-security policy',
      { cause: error },
    );
  }
}

function createMemory(threads: number): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({
      initial: Math.ceil(bytesOfBoard(threads) / PAGE),
      maximum: MOST_PAGES,
      shared: true,
    });
  } catch (error) {
    throw new Error(
      'threads need a shared memory that may grow to 4 GB, which is not there',
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
