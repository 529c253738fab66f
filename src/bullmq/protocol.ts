import { UnrecoverableError } from 'bullmq';

import type { MetricKNNOptions } from '../estimators/classifier/metricKNNOptions.ts';
import type { Scoring } from '../model-selection/tasks/Executor.ts';
import { checkScoring } from '../model-selection/tasks/checkScoring.ts';
import { isPlainObject } from '../options/checks.ts';
import { describe } from '../options/describe.ts';
import type {
  NamedScoring,
  PortableTask,
} from '../parallel/tasks/PortableTask.ts';
import { isPortableClass } from '../parallel/tasks/PortableTask.ts';

/** The version, raised whenever jobs or blobs change their meaning: workers refuse jobs of other versions. */
export const PROTOCOL = 1;

/** The prefix of every key in Redis. */
export const PREFIX = 'ml-metric-learning';

/** The queue by default: one for all searches, so that workers can start before them. */
export const QUEUE = 'tasks';

/**
 * Milliseconds without a heartbeat after which a run is over: its stream expires, and workers drop its jobs. Twelve times as
 * long as between two heartbeats.
 */
export const RUN_TTL = 60_000;

/** Milliseconds for which data stay after a run: another search over the same data need not send them again. */
export const BLOB_TTL = 600_000;

/** A job: a task as JSON, without code. */
export interface JobData {
  protocol: number;
  /** The id of its run. */
  run: string;
  /** The index of the task in the run. */
  task: number;
  classifier: string;
  options: MetricKNNOptions;
  scoring: readonly NamedScoring[];
  /** Hash of the data. */
  data: string;
  /** Hash of the training and test rows. */
  split: string;
}

/** The key of the stream of outcomes of a run; it exists as long as the run does. */
export function keyOfRun(run: string): string {
  return `${PREFIX}:run:${run}`;
}

/**
 * The key of arrays that several jobs share.
 * @param hash - The hash of their content.
 */
export function keyOfBlob(hash: string): string {
  return `${PREFIX}:blob:${hash}`;
}

/** A job that this worker understands. */
export type CheckedJob = JobData & Pick<PortableTask, 'classifier'>;

/**
 * Checks a job from the queue. The options of the classifier are checked by its class.
 * @returns The same job.
 * @throws {UnrecoverableError} If it has another protocol version, unknown scores, or is not a complete job.
 */
export function checkJob(data: unknown): CheckedJob {
  const job = (data ?? {}) as Partial<Record<keyof JobData, unknown>>;
  if (job.protocol !== PROTOCOL) {
    throw new UnrecoverableError(
      `the job must have protocol ${PROTOCOL}, as this worker has, got ${describe(job.protocol)}: ` +
        'install the same version of ml-metric-learning for the search and for its workers',
    );
  }
  if (!isPortableClass(job.classifier)) {
    throw new UnrecoverableError(
      `the classifier of the job must be a class of this worker, got ${describe(job.classifier)}`,
    );
  }
  const isComplete =
    [job.run, job.data, job.split].every((part) => typeof part === 'string') &&
    Number.isSafeInteger(job.task) &&
    isPlainObject(job.options) &&
    Array.isArray(job.scoring);
  if (!isComplete) throw new UnrecoverableError('the job is incomplete');
  try {
    checkScoring(job.scoring as Scoring[]);
  } catch (error) {
    throw new UnrecoverableError((error as Error).message);
  }
  return job as CheckedJob;
}

/**
 * Checks the name of a queue.
 * @throws {TypeError|RangeError} If it is not a string, is empty, or contains a colon, which BullMQ uses to
 * separate parts of keys.
 */
export function checkQueueName(name: unknown): string {
  if (typeof name !== 'string') {
    throw new TypeError(`queue must be a string, got ${describe(name)}`);
  }
  if (name === '' || name.includes(':')) {
    throw new RangeError(
      `queue must be a string without colons, and not empty, got ${describe(name)}`,
    );
  }
  return name;
}
