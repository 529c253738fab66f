/**
 * The paper's experiment: each metric with and without the margin, on every given data set. It writes docs/STUDY.md and
 * its figures, and continues where it was stopped.
 *
 *     npx tsx benchmark/study.ts
 *     npx tsx benchmark/study.ts --data ../shared/data
 *     npx tsx benchmark/study.ts --data ../shared/data --data more.json --only wine,more --splits 5
 *     npx tsx benchmark/study.ts --data ../shared/data --large --peers ../peers
 */
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { announce } from './measure/announce.ts';
import { RecordFile } from './study/RecordFile.ts';
import type { Study } from './study/Study.ts';
import { StudyResults } from './study/StudyResults.ts';
import { LARGE_SETTINGS, SETTINGS } from './study/StudySettings.ts';
import { isLarge, readStudyData, sampleRows } from './study/readStudyData.ts';
import type { StudyPlan } from './study/runTasks.ts';
import { runTasks } from './study/runTasks.ts';
import { ARML, LARGE_METHODS, studyMethods } from './study/studyMethods.ts';
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
      data: { type: 'string', multiple: true, default: [] },
      only: { type: 'string' },
      large: { type: 'boolean', default: false },
      peers: { type: 'string' },
      python: { type: 'string', default: 'python3' },
      splits: { type: 'string', default: String(SETTINGS.splits) },
      threads: { type: 'string', default: String(availableParallelism()) },
      seed: { type: 'string', default: String(SETTINGS.seed) },
      records: { type: 'string', default: `${ROOT}output/study` },
      out: { type: 'string', default: ROOT },
    },
  });
  const { data: paths, peers, python } = values;
  const settings = {
    ...SETTINGS,
    splits: toInteger(values.splits, 'splits', 2),
    seed: toInteger(values.seed, 'seed', 0),
  };
  const all = readStudyData({ paths, only: values.only?.split(',') });
  const threads = studyThreads(toInteger(values.threads, 'threads', 1));
  const file = new RecordFile(`${values.records}/records.jsonl`);
  const measure = async (plan: StudyPlan): Promise<Study> => {
    const records = await runTasks(
      plan,
      file,
      threads.doTask,
      ({ done, tasks, record: { data, split, method } }) =>
        announce(`${done} of ${tasks}: ${data}, split ${split + 1}, ${method}`),
    );
    return { ...plan, results: new StudyResults(records) };
  };
  try {
    const study = await measure({
      tables: new Map(
        Array.from(all, ([name, table]) => [name, sampleRows(table)]),
      ),
      settings,
      methods: studyMethods
        .map(({ name }) => name)
        .filter((name) => peers !== undefined || name !== ARML),
      arml: { peers, python, folder: `${values.records}/arml` },
    });
    const tables = new Map(Array.from(all).filter(([, one]) => isLarge(one)));
    if (values.large && tables.size > 0) {
      study.large = await measure({
        tables,
        settings: LARGE_SETTINGS,
        methods: LARGE_METHODS,
      });
    }
    for (const name of await writeStudy(study, values.out)) console.log(name);
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
