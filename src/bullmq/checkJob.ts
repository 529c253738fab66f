import { UnrecoverableError } from 'bullmq';

import type { Scoring } from '../model-selection/tasks/Executor.ts';
import { checkScoring } from '../model-selection/tasks/checkScoring.ts';
import { isPlainObject } from '../options/checks.ts';
import { describe } from '../options/describe.ts';
import type { PortableTask } from '../parallel/tasks/portableTask.ts';
import { isPortableClass } from '../parallel/tasks/portableTask.ts';

import type { JobData } from './protocol.ts';
import { PROTOCOL } from './protocol.ts';

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
  const isWhole =
    [job.run, job.data, job.split].every((part) => typeof part === 'string') &&
    Number.isSafeInteger(job.task) &&
    isPlainObject(job.options) &&
    Array.isArray(job.scoring);
  if (!isWhole) throw new UnrecoverableError('the job is incomplete');
  try {
    checkScoring(job.scoring as Scoring[]);
  } catch (error) {
    throw new UnrecoverableError((error as Error).message);
  }
  return job as CheckedJob;
}
