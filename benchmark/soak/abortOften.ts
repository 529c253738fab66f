import { getEventListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

import { startThreads, threadExecutor } from 'ml-metric-learning/parallel';
import { XSadd } from 'ml-xsadd';

import { Memory } from './Memory.ts';
import { WorkerCount } from './WorkerCount.ts';
import type { Job } from './jobs.ts';
import { jobsWith } from './jobs.ts';

const SAMPLES = 99;
const THREADS = 2;
/** Milliseconds after which anything that continues would have been noticed. */
const AFTERWARDS = 500;

/** The end of a job. */
interface End {
  completed: boolean;
  troubles: string[];
}

/**
 * Starts jobs, and aborts them at random moments.
 * @param aborts - The number of aborts.
 * @param seed - The seed of the moments.
 * @returns Problems.
 */
export async function abortOften(
  aborts: number,
  seed: number,
): Promise<string[]> {
  const { random } = new XSadd(seed);
  const workers = new WorkerCount();
  const executor = await threadExecutor({ threads: THREADS });
  const threads = await startThreads({ threads: THREADS });
  const jobs = jobsWith(executor, threads);
  const deck = jobs.flatMap((job) => new Array<Job>(job.share).fill(job));
  const troubles: string[] = [];
  const memory = new Memory(`${aborts} aborts`);
  const completed = new Map(jobs.map(({ name }) => [name, 0]));
  const begun = new Map(completed);
  const started = performance.now();
  /* eslint-disable no-await-in-loop -- one after the other is what this is about */
  const durations = new Map<string, number>();
  for (const job of jobs) durations.set(job.name, await timeOf(job));
  const resources = resourcesNow();
  for (let turn = 0; turn < aborts; turn++) {
    const job = deck[turn % deck.length];
    const moment = random() * (durations.get(job.name) as number);
    const end = await giveUp(job, moment, turn % 2 === 0);
    troubles.push(...end.troubles);
    begun.set(job.name, (begun.get(job.name) ?? 0) + 1);
    if (end.completed) {
      completed.set(job.name, (completed.get(job.name) ?? 0) + 1);
    }
    if (turn % Math.ceil(aborts / SAMPLES) === 0) await memory.sample();
  }
  /* eslint-enable no-await-in-loop */
  await wait(AFTERWARDS);
  troubles.push(...beyond(resources), ...lateCalls);
  // one thread for the fit; those of the search may have been terminated
  if (workers.alive > 2 * THREADS - 1) {
    troubles.push(
      `${workers.alive} threads, at most ${2 * THREADS - 1} needed`,
    );
  }
  await executor.close();
  await threads.stop();
  if (workers.alive > 0) troubles.push(`${workers.alive} threads are left`);
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `${aborts} aborts: ${seconds.toFixed(0)} s; ${workers.started} threads were started, ${workers.alive} are left`,
  );
  for (const { name } of jobs) {
    console.log(
      `  ${name}: ${begun.get(name)} begun, ${completed.get(name)} done before; ${(durations.get(name) as number).toFixed(0)} ms if not given up`,
    );
  }
  troubles.push(...memory.report());
  return troubles;
}

/** Progress reported after the end. */
const lateCalls: string[] = [];

async function giveUp(
  job: Job,
  milliseconds: number,
  byTimer: boolean,
): Promise<End> {
  const controller = new AbortController();
  const { signal } = controller;
  const reason = new Error('given up');
  const started = performance.now();
  const abort = () => controller.abort(reason);
  let ended = false;
  const timer = byTimer ? setTimeout(abort, milliseconds) : undefined;
  const onProgress = () => {
    if (ended) lateCalls.push(`${job.name} reports progress after its end`);
    // from within onProgress, like a button pressed during rendering
    if (!byTimer && performance.now() - started >= milliseconds) abort();
  };
  const troubles: string[] = [];
  let completed = false;
  try {
    await job.run(signal, onProgress);
    completed = true;
  } catch (error) {
    if (error !== reason) {
      troubles.push(`${job.name} rejects with ${String(error)}`);
    }
  }
  ended = true;
  clearTimeout(timer);
  const listeners = getEventListeners(signal, 'abort').length;
  if (listeners > 0) {
    troubles.push(`${job.name} leaves ${listeners} listeners`);
  }
  return { completed, troubles };
}

function ignore(): void {
  // the result is not used
}

async function timeOf(job: Job): Promise<number> {
  const { signal } = new AbortController();
  // the first run includes compilation and the start of threads
  await job.run(signal, ignore);
  const started = performance.now();
  await job.run(signal, ignore);
  return performance.now() - started;
}

function resourcesNow(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of process.getActiveResourcesInfo()) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

function beyond(before: Map<string, number>): string[] {
  return Array.from(resourcesNow())
    .filter(([name, count]) => count > (before.get(name) ?? 0))
    .map(([name, count]) => `${count} × ${name} keep the process alive`);
}
