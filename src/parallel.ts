/**
 * Threads that share the work of one fit, and threads that run the tasks of a search.
 * @module ml-metric-learning/parallel
 */

export { startThreads } from './parallel/startThreads.ts';
export type { ThreadsOptions } from './parallel/startThreads.ts';
export type { ThreadExecutor } from './parallel/ExecutorOfThreads.ts';
export { threadExecutor } from './parallel/threadExecutor.ts';
export type { ThreadExecutorOptions } from './parallel/threadExecutor.ts';
export type { ThreadLimits } from './parallel/threadLimits.ts';
export type { Threads } from './parallel/Threads.ts';
