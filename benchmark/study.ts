/**
 * The paper's experiment: each metric with and without the margin, on every given data set. It writes docs/STUDY.md and
 * its figures, and continues where it was stopped.
 *
 *     npx tsx benchmark/study.ts
 *     npx tsx benchmark/study.ts --data ../shared/data
 *     npx tsx benchmark/study.ts --data ../shared/data --only wine,letter --splits 5
 */
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { announce } from './measure/announce.ts';
import { RecordFile } from './study/RecordFile.ts';
import { StudyResults } from './study/StudyResults.ts';
import { SETTINGS } from './study/StudySettings.ts';
import { readStudyData } from './study/readStudyData.ts';
import { runTasks } from './study/runTasks.ts';
import { studyThreads } from './study/studyThreads.ts';
import { writeStudy } from './study/writeStudy.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      only: { type: 'string' },
      large: { type: 'boolean', default: false },
      splits: { type: 'string', default: String(SETTINGS.splits) },
      threads: { type: 'string', default: String(availableParallelism()) },
      seed: { type: 'string', default: String(SETTINGS.seed) },
      records: { type: 'string', default: `${ROOT}output/study` },
      out: { type: 'string', default: ROOT },
    },
  });
  const settings = {
    ...SETTINGS,
    splits: toInteger(values.splits, 'splits', 2),
    seed: toInteger(values.seed, 'seed', 0),
  };
  const tables = readStudyData({
    folder: values.data,
    only: values.only?.split(','),
    large: values.large,
  });
  const threads = studyThreads(toInteger(values.threads, 'threads', 1));
  try {
    const records = await runTasks(
      tables,
      settings,
      new RecordFile(`${values.records}/records.jsonl`),
      threads.doTask,
      ({ done, tasks, record: { data, split, method } }) =>
        announce(`${done} of ${tasks}: ${data}, split ${split + 1}, ${method}`),
    );
    const study = { results: new StudyResults(records), tables, settings };
    for (const file of await writeStudy(study, values.out)) console.log(file);
  } finally {
    await threads.close();
  }
}

function toInteger(text: string, name: string, least: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  throw new RangeError(
    `--${name} must be a whole number from ${least}, got '${text}'`,
  );
}
