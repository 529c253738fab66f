import { builtinOfNode } from '../builtinOfNode.ts';

import type { ThreadTask } from './callSlots.ts';

/** A thread that has started. */
export interface Thread {
  /** Ends it, whatever it does. */
  end: () => Promise<void>;
}

/** Of node:worker_threads. */
interface NodeThreads {
  Worker: new (file: URL, options: object) => NodeWorker;
}

interface NodeWorker {
  on: (event: string, listen: (reason: Error) => void) => void;
  postMessage: (message: unknown) => void;
  terminate: () => Promise<unknown>;
  unref: () => void;
}

/**
 * Starts a thread: a worker of Node.js, or otherwise of the browser. It does not keep a process alive.
 * @param onLoss - Called with a reason if the thread ends by itself.
 * @returns The thread, once it is ready.
 * @throws {Error} If it cannot be started.
 */
export function startThread(
  task: ThreadTask,
  onLoss: (reason: string) => void,
): Promise<Thread> {
  const node = builtinOfNode('node:worker_threads') as NodeThreads | undefined;
  return node ? startInNode(node, task, onLoss) : startInBrowser(task, onLoss);
}

function startInNode(
  { Worker }: NodeThreads,
  task: ThreadTask,
  onLoss: (reason: string) => void,
): Promise<Thread> {
  // without what the process was told to load first
  // eslint-disable-next-line unicorn/relative-url-style -- bundlers look for a path
  const worker = new Worker(new URL('./threadWorker.js', import.meta.url), {
    execArgv: [],
  });
  return new Promise((resolve, reject) => {
    worker.on('message', () => {
      worker.unref();
      resolve({
        async end() {
          await worker.terminate();
        },
      });
    });
    worker.on('error', (error) => {
      reject(new Error('a thread cannot be started', { cause: error }));
      onLoss(`a thread has failed: ${error.message}`);
    });
    worker.on('exit', () => {
      reject(new Error('a thread has ended before it was ready'));
      onLoss('a thread has ended');
    });
    worker.postMessage(task);
  });
}

function startInBrowser(
  task: ThreadTask,
  onLoss: (reason: string) => void,
): Promise<Thread> {
  // eslint-disable-next-line unicorn/relative-url-style -- bundlers look for these very words
  const worker = new Worker(new URL('./threadWorker.js', import.meta.url), {
    type: 'module',
  });
  return new Promise((resolve, reject) => {
    worker.addEventListener('message', () =>
      resolve({
        async end() {
          worker.terminate();
        },
      }),
    );
    worker.addEventListener('error', ({ message }) => {
      worker.terminate();
      reject(new Error(`a thread cannot be started: ${message}`));
      onLoss(`a thread has failed: ${message}`);
    });
    worker.postMessage(task);
  });
}
