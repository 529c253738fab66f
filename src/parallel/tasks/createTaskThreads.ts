import type * as TinypoolModule from 'tinypool';

import { builtinOfNode } from '../builtinOfNode.ts';

import { TaskWorkerPool } from './TaskWorkerPool.ts';
import type { ThreadLimits } from './threadLimits.ts';

/** Neither is in a literal that bundlers follow: threads that do tasks are for Node.js, and tinypool need not be there. */
const WORKER = './taskWorker.js';
const POOL = 'tinypool';

/** Which threads to make. */
export interface TaskThreadsOptions {
  threads: number;
  resourceLimits?: ThreadLimits;
  /** What they run. */
  file?: URL;
}

/**
 * Creates threads that run tasks; they start with the first tasks.
 * @throws {Error} If this is not Node.js, or tinypool is not installed.
 */
export async function createTaskThreads(
  options: TaskThreadsOptions,
): Promise<TaskWorkerPool> {
  const {
    threads,
    resourceLimits,
    file = new URL(WORKER, import.meta.url),
  } = options;
  if (!builtinOfNode('node:worker_threads')) {
    throw new Error('threads for tasks require Node.js');
  }
  const { Tinypool } = await loadTinypool();
  return new TaskWorkerPool(threads, { Pool: Tinypool, file, resourceLimits });
}

async function loadTinypool(): Promise<typeof TinypoolModule> {
  try {
    return (await import(
      /* @vite-ignore */ /* webpackIgnore: true */ POOL
    )) as typeof TinypoolModule;
  } catch (error) {
    throw new Error(
      'threads for tasks require the package tinypool, which is not installed: npm install tinypool',
      { cause: error },
    );
  }
}
