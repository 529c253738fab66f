import { Tinypool } from 'tinypool';

import type { StudyRecord } from './StudyRecord.ts';
import type { StudyTask } from './measureTask.ts';

/** Threads that run tasks of the study. */
export interface StudyThreads {
  doTask: (task: StudyTask) => Promise<StudyRecord>;
  close: () => Promise<void>;
}

/**
 * Starts threads, which load TypeScript as this process does.
 * @param threads - The number of tasks at once.
 * @returns The threads.
 */
export function studyThreads(threads: number): StudyThreads {
  const loader = new URL('../../test/loadSources.js', import.meta.url);
  const worker = new URL('../workers/measureStudyTask.ts', import.meta.url);
  const pool = new Tinypool({
    filename: worker.href,
    minThreads: threads,
    maxThreads: threads,
    env: { ...process.env, NODE_OPTIONS: `--import ${loader.href}` },
  });
  return {
    doTask: async (task) => (await pool.run(task)) as StudyRecord,
    close: () => pool.destroy(),
  };
}
