import type { Queue } from 'bullmq';

import type { TaskOutcome } from '../model-selection/tasks/runTask.ts';

import type { JobData } from './protocol.ts';

/** How many jobs are sent, inspected or removed at once. */
const CHUNK = 500;
/** Seconds after which a failed job disappears that its driver has not removed. */
const FAILED_AGE = 3600;

/** Jobs that will not have an outcome. */
export interface LostJobs {
  /** Those that failed in BullMQ, as outcomes. */
  failed: TaskOutcome[];
  /** The tasks whose job is not in the queue. */
  missing: number[];
}

/** The jobs of one run that have no outcome yet, by task, in memory and in a queue of BullMQ. */
export class PendingJobs {
  readonly #queue: Queue<JobData>;
  readonly #run: string;
  /** In the order in which they are sent. */
  readonly #jobs = new Map<number, JobData>();

  /**
   * Sends nothing yet.
   * @param run - The id of the run.
   */
  constructor(queue: Queue<JobData>, run: string) {
    this.#queue = queue;
    this.#run = run;
  }

  /** The number of jobs. */
  get size(): number {
    return this.#jobs.size;
  }

  /** Adds a job to be sent. */
  add(job: JobData): void {
    this.#jobs.set(job.task, job);
  }

  /**
   * The job of a task, if it has no outcome yet.
   * @param task - A task, or any other value.
   */
  get(task: unknown): JobData | undefined {
    return this.#jobs.get(task as number);
  }

  /** Forgets a job that has an outcome. */
  delete(task: number): void {
    this.#jobs.delete(task);
  }

  /**
   * Sends all jobs.
   * @param signal - Sends no more when it aborts.
   */
  async sendAll(signal: AbortSignal): Promise<void> {
    for (const chunk of chunks([...this.#jobs.keys()])) {
      if (signal.aborted) return;
      // eslint-disable-next-line no-await-in-loop -- in chunks
      await this.send(chunk);
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
   * Finds jobs that will not have an outcome, among those sent first, since they run first. Failed jobs are
   * removed.
   */
  async findLost(): Promise<LostJobs> {
    const failed: TaskOutcome[] = [];
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

  /** Removes all jobs from the queue. */
  async removeAll(): Promise<void> {
    for (const chunk of chunks([...this.#jobs.keys()])) {
      // eslint-disable-next-line no-await-in-loop -- in chunks
      await Promise.all(
        chunk.map((task) => this.#queue.remove(this.#jobId(task))),
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
