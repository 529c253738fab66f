import type { Queue } from 'bullmq';

import type { Outcome } from '../parallel/tasks/portableTask.ts';

import type { JobData } from './protocol.ts';

/** How many jobs are sent, looked at or removed at once. */
const CHUNK = 500;
/** Seconds for which a failed job stays that its driver does not take away. */
const FAILED_AGE = 3600;

/** What became of jobs whose outcome has not come. */
export interface Findings {
  /** Those that BullMQ has given up, and why. */
  failed: Outcome[];
  /** Those that are not there any more. */
  missing: number[];
}

/** The jobs of one run whose outcomes are still to come, by task: here, and in a queue of BullMQ. */
export class PendingJobs {
  readonly #queue: Queue<JobData>;
  readonly #run: string;
  /** The first sent first. */
  readonly #jobs = new Map<number, JobData>();

  /**
   * Sends nothing yet.
   * @param run - The id of the run.
   */
  constructor(queue: Queue<JobData>, run: string) {
    this.#queue = queue;
    this.#run = run;
  }

  /** How many there are. */
  get size(): number {
    return this.#jobs.size;
  }

  /** Adds a job to be sent. */
  add(job: JobData): void {
    this.#jobs.set(job.task, job);
  }

  /**
   * The job of a task, while its outcome is still to come.
   * @param task - A task, or any other value.
   */
  get(task: unknown): JobData | undefined {
    return this.#jobs.get(task as number);
  }

  /** Removes a job whose outcome has come. */
  delete(task: number): void {
    this.#jobs.delete(task);
  }

  /**
   * Sends all jobs.
   * @param signal - Sends no more when it aborts.
   */
  async sendAll(signal: AbortSignal): Promise<void> {
    for (const some of chunks([...this.#jobs.keys()])) {
      if (signal.aborted) return;
      // eslint-disable-next-line no-await-in-loop -- in moderate pieces
      await this.send(some);
    }
  }

  /** Sends the jobs of some tasks. */
  async send(tasks: number[]): Promise<void> {
    await this.#queue.addBulk(
      tasks.map((task) => ({
        name: 'task',
        data: this.#jobs.get(task) as JobData,
        opts: {
          jobId: this.#jobId(task),
          attempts: 1,
          removeOnComplete: true,
          removeOnFail: { age: FAILED_AGE },
        },
      })),
    );
  }

  /**
   * Looks for jobs that will not have an outcome, among those sent first, since they are run first. Failed
   * jobs are removed.
   */
  async look(): Promise<Findings> {
    const failed: Outcome[] = [];
    const missing: number[] = [];
    const oldest = Array.from(this.#jobs.keys()).slice(0, CHUNK);
    await Promise.all(
      oldest.map(async (task) => {
        const job = await this.#queue.getJob(this.#jobId(task));
        if (!job) {
          missing.push(task);
        } else if (job.failedReason && this.#jobs.delete(task)) {
          const error = { name: 'Error', message: job.failedReason };
          failed.push({ task, error });
          await this.#queue.remove(this.#jobId(task));
        }
      }),
    );
    return { failed, missing };
  }

  /** Takes all of them from the queue. */
  async removeAll(): Promise<void> {
    for (const some of chunks([...this.#jobs.keys()])) {
      // eslint-disable-next-line no-await-in-loop -- in moderate pieces
      await Promise.all(
        some.map((task) => this.#queue.remove(this.#jobId(task))),
      );
    }
  }

  #jobId(task: number): string {
    return `${this.#run}-${task}`;
  }
}

function* chunks(tasks: number[]): Generator<number[]> {
  for (let at = 0; at < tasks.length; at += CHUNK) {
    yield tasks.slice(at, at + CHUNK);
  }
}
