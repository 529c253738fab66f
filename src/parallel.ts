export { startThreads } from './parallel/startThreads.ts';
export type { ThreadsOptions } from './parallel/startThreads.ts';
export { threadExecutor } from './parallel/threadExecutor.ts';
export type {
  ThreadExecutor,
  ThreadExecutorOptions,
  ThreadLimits,
} from './parallel/threadExecutor.ts';
export type { Threads } from './parallel/Threads.ts';
