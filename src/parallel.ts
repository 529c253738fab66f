/**
 * Threads that share the work of one fit, and threads that run the tasks of a search.
 * @module ml-metric-learning/parallel
 */

export { startThreads } from './parallel/fit/startThreads.ts';
export type { ThreadsOptions } from './parallel/fit/startThreads.ts';
export { threadExecutor } from './parallel/tasks/threadExecutor.ts';
export type {
  ThreadExecutor,
  ThreadExecutorOptions,
} from './parallel/tasks/threadExecutor.ts';
export type { ThreadLimits } from './parallel/tasks/TaskWorker.ts';
export type { Threads } from './parallel/fit/ThreadPool.ts';
