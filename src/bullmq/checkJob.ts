import { UnrecoverableError } from 'bullmq';

import type { PortableTask } from '../parallel/portableTask.ts';
import { isPortableClass } from '../parallel/portableTask.ts';
import { describe } from '../validation/describe.ts';

import type { JobData } from './protocol.ts';
import { PROTOCOL } from './protocol.ts';

/** A job that this worker understands. */
export type CheckedJob = JobData & Pick<PortableTask, 'classifier'>;

/**
 * Checks what came from the queue. Options are checked by the class itself, as those of any user.
 * @param data - What came.
 * @returns The same.
 * @throws {UnrecoverableError} Of another version, or no such job at all.
 */
export function checkJob(data: unknown): CheckedJob {
  const job = (data ?? {}) as Partial<Record<keyof JobData, unknown>>;
  if (job.protocol !== PROTOCOL) {
    throw new UnrecoverableError(
      `the job is of protocol ${describe(job.protocol)}, this worker's is ${PROTOCOL}: ` +
        'install the same version of ml-metric-learning for the search and for its workers',
    );
  }
  if (!isPortableClass(job.classifier)) {
    throw new UnrecoverableError(
      `the job is for ${describe(job.classifier)}, which this worker does not have`,
    );
  }
  const isWhole =
    [job.run, job.data, job.split].every((part) => typeof part === 'string') &&
    Number.isSafeInteger(job.task) &&
    typeof job.options === 'object' &&
    job.options !== null &&
    Array.isArray(job.scoring);
  if (!isWhole) throw new UnrecoverableError('the job lacks a part');
  return job as CheckedJob;
}
