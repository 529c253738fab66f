export { startThreads } from './parallel/startThreads.ts';
export type { ThreadsOptions } from './parallel/startThreads.ts';
export type { Threads } from './parallel/ThreadPool.ts';
