/**
 * Threads: those that share the work of one fit, and those that do the tasks of a search.
 * @module ml-metric-learning/parallel
 */

export { startThreads } from './parallel/startThreads.ts';
export type { ThreadsOptions } from './parallel/startThreads.ts';
export { threadExecutor } from './parallel/threadExecutor.ts';
export type {
  ThreadExecutor,
  ThreadExecutorOptions,
  ThreadLimits,
} from './parallel/threadExecutor.ts';
export type { Threads } from './parallel/Threads.ts';
