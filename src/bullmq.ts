/**
 * Searches that run on many machines, over a queue in Redis.
 * @module ml-metric-learning/bullmq
 */

export { queueExecutor } from './bullmq/queueExecutor.ts';
export type {
  QueueExecutor,
  QueueExecutorOptions,
} from './bullmq/queueExecutor.ts';
export { startWorker } from './bullmq/startWorker.ts';
export type { QueueWorker, WorkerSettings } from './bullmq/startWorker.ts';
export type { ThreadLimits } from './parallel/tasks/TaskWorker.ts';
