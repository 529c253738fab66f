import type { Table } from '../data/readTraining.ts';

import type { RecordFile } from './RecordFile.ts';
import type { StudyRecord } from './StudyRecord.ts';
import type { StudySettings } from './StudySettings.ts';
import type { ArmlSettings } from './fitMethod.ts';
import { keyOf } from './keyOf.ts';
import type { StudyTask } from './measureTask.ts';

/** The progress of the study. */
export interface StudyProgress {
  done: number;
  tasks: number;
  /** The last completed task. */
  record: StudyRecord;
}

/** What is measured. */
export interface StudyPlan {
  /** Data sets by name. */
  tables: ReadonlyMap<string, Table>;
  settings: StudySettings;
  /** The names of methods. */
  methods: readonly string[];
  /** Needed by the method ARML. */
  arml?: ArmlSettings;
}

/**
 * Runs all tasks without a record, and stores each record at once.
 * @param file - The file of records.
 * @param doTask - Runs a task; several run at once.
 * @param onProgress - Called after each task.
 * @returns A record of each task, ordered by data set, split and method.
 */
export async function runTasks(
  plan: StudyPlan,
  file: RecordFile,
  doTask: (task: StudyTask) => Promise<StudyRecord>,
  onProgress: (progress: StudyProgress) => void,
): Promise<StudyRecord[]> {
  const tasks = listTasks(plan);
  const records = file.read();
  const known = tasks.filter(({ key }) => records.has(key)).length;
  let done = known;
  await Promise.all(
    bySplit(tasks)
      .filter(({ key }) => !records.has(key))
      .map(async (task) => {
        const record = await doTask(task);
        file.append(record);
        records.set(task.key, record);
        done++;
        onProgress({ done, tasks: tasks.length, record });
      }),
  );
  return tasks.flatMap(({ key }) => records.get(key) ?? []);
}

function listTasks({
  tables,
  settings,
  methods,
  arml,
}: StudyPlan): StudyTask[] {
  return Array.from(tables).flatMap(([data, table]) =>
    Array.from({ length: settings.splits }, (_, split) => split).flatMap(
      (split) =>
        methods.map((method) => {
          const task = { data, table, split, method, settings, arml };
          return { ...task, key: keyOf(task) };
        }),
    ),
  );
}

// the first splits of all data sets first, so that an interrupted study has some of each
function bySplit(tasks: StudyTask[]): StudyTask[] {
  return tasks.toSorted((a, b) => a.split - b.split);
}
