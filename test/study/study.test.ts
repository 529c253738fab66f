/** A small study from start to end: iris, two splits, in this process. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import {
  MetricKNN,
  certify,
  crossValidate,
  stratifiedShuffleSplit,
} from 'ml-metric-learning';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Table } from '../../benchmark/data/readTraining.ts';
import { RecordFile } from '../../benchmark/study/RecordFile.ts';
import type {
  Measures,
  StudyRecord,
} from '../../benchmark/study/StudyRecord.ts';
import { StudyResults } from '../../benchmark/study/StudyResults.ts';
import { SETTINGS } from '../../benchmark/study/StudySettings.ts';
import { compareMargin } from '../../benchmark/study/compareMargin.ts';
import { rankFigure } from '../../benchmark/study/draw/rankFigure.ts';
import type { StudyTask } from '../../benchmark/study/measureTask.ts';
import { measureTask } from '../../benchmark/study/measureTask.ts';
import { readStudyData } from '../../benchmark/study/readStudyData.ts';
import { accuracyOf } from '../../benchmark/study/readings.ts';
import { runTasks } from '../../benchmark/study/runTasks.ts';
import { ARML, studyMethods } from '../../benchmark/study/studyMethods.ts';
import { meanSection } from '../../benchmark/study/write/meanSection.ts';
import { rankSection } from '../../benchmark/study/write/rankSection.ts';
import { writeStudy } from '../../benchmark/study/writeStudy.ts';
import { readSVG } from '../oracles/readSVG.ts';

const settings = { ...SETTINGS, splits: 2, folds: 2, repeats: 2 };
const iris = readStudyData({ only: ['iris'] });
/** Those that need no program of others. */
const methods = studyMethods
  .map(({ name }) => name)
  .filter((name) => name !== ARML);
let folder: string;
let file: string;
let records: StudyRecord[];

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'study-'));
  file = path.join(folder, 'records', 'records.jsonl');
  records = await run(iris, settings);
  // the longest time that a test may take
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

test('there is a record for every method and split', () => {
  expect(records).toHaveLength(2 * methods.length);
  expect(
    new Set(records.map(({ split, method }) => `${split} ${method}`)).size,
  ).toBe(records.length);
});

test('a record is that of a fit with its options, on the test rows of its split', () => {
  const { X, y } = iris.get('iris') as Table;
  const splits = stratifiedShuffleSplit(y, {
    repeats: 2,
    seed: settings.seed,
    testSize: settings.testSize,
  });
  for (const { split, method, options, tuned } of records) {
    if (!method.startsWith('LMNN')) continue;
    const pick = <Item>(items: Item[], rows: number[]) =>
      rows.map((row) => items[row]);
    const { train, test: tested } = splits[split];
    const knn = new MetricKNN(options).train(pick(X, train), pick(y, train));
    const unseen = pick(X, tested);
    const labels = pick(y, tested);
    const right = knn.predict(unseen).filter((label, at) => {
      return label === labels[at];
    });
    expect(tuned.accuracy).toBeCloseTo(right.length / labels.length, 12);
    const radii = certify(knn, unseen, { labels }).map(({ radius }) => radius);
    const sum = radii.reduce((a, b) => a + b);
    expect(tuned.radius).toBeCloseTo(sum / radii.length, 12);
    expect(tuned.certified).toStrictEqual(
      settings.radii.map(
        (least) => radii.filter((radius) => radius > least).length / 45,
      ),
    );
  }
});

test('parameters are chosen by the rule, without the test rows', async () => {
  const table = iris.get('iris') as Table;
  const task = { ...taskOf(table), method: 'LMNN' };
  const { options } = await measureTask(task);
  const [{ train, test: tested }] = stratifiedShuffleSplit(table.y, {
    repeats: 1,
    seed: 0,
  });
  const X = table.X.map((row) => row.slice());
  for (const row of tested) X[row] = X[row].map((value) => 9 - value);
  const other = await measureTask({ ...task, table: { ...table, X } });
  expect(other.options).toStrictEqual(options);
  expect(other.tuned.accuracy).not.toBe(0);

  const candidates = [0.5, 0.25, 0.75].map((push) => {
    const metric = { loss: { name: 'lmnn', push }, margin: false };
    const { scores } = crossValidate(
      MetricKNN,
      { k: 3, metric },
      train.map((row) => table.X[row]),
      train.map((row) => table.y[row]),
      { folds: 2, seed: 0, scoring: ['accuracy', 'meanRadius'] },
    );
    return { metric, scores };
  });
  // a stable sort: the first of equal values stays first
  const [best] = candidates.toSorted(
    (a, b) => b.scores.accuracy.mean - a.scores.accuracy.mean,
  );
  const error = best.scores.accuracy.standardDeviation / Math.sqrt(2);
  const near = candidates.filter(
    ({ scores }) =>
      scores.accuracy.mean >= best.scores.accuracy.mean - error - 1e-12,
  );
  const [chosen] = near.toSorted(
    (a, b) => b.scores.meanRadius.mean - a.scores.meanRadius.mean,
  );
  expect(options).toStrictEqual({ k: 3, metric: chosen.metric });
});

test('the defaults are those of the library', () => {
  const knn = new MetricKNN();
  const { train } = stratifiedShuffleSplit(iris.get('iris')?.y ?? [])[0];
  const { X, y } = iris.get('iris') as Table;
  knn.train(
    train.map((row) => X[row]),
    train.map((row) => y[row]),
  );
  const tested = X.filter((_, row) => !train.includes(row));
  const labels = y.filter((_, row) => !train.includes(row));
  const record = records.find(({ method }) => method === 'LMNN + margin');
  expect(record?.defaults.accuracy).toBe(knn.score(tested, labels));
});

test('completed work is not repeated, and gives the same files', async () => {
  const again = await run(iris, settings, refuse);
  expect(again).toStrictEqual(records);
  const files = await write(records);
  await expect(write(again)).resolves.toStrictEqual(files);
});

test('only a torn line is repeated', async () => {
  appendFileSync(file, '{"key":"torn');
  const done: StudyTask[] = [];
  const more = { ...settings, splits: 3 };
  const fake = async (task: StudyTask) => {
    done.push(task);
    return fakeRecord(task, 0);
  };
  await run(iris, more, fake);
  expect(done).toHaveLength(methods.length);
  expect(done.every(({ split }) => split === 2)).toBe(true);
  // the first record after a torn line is complete
  await expect(run(iris, more, refuse)).resolves.toHaveLength(
    3 * methods.length,
  );
});

test('records of another seed, other folds, radii or rows are not used', async () => {
  const table = iris.get('iris') as Table;
  const moved = { ...table, X: table.X.map((row) => row.map((x) => x + 1)) };
  const others: Array<[Map<string, Table>, Partial<typeof settings>]> = [
    [iris, { seed: 1 }],
    [iris, { folds: 3 }],
    [iris, { radii: [0.3] }],
    [iris, { sigmas: [0.3] }],
    [new Map([['iris', moved]]), {}],
  ];
  for (const [tables, changed] of others) {
    // eslint-disable-next-line no-await-in-loop -- one file of records
    await expect(
      run(tables, { ...settings, ...changed }, refuse),
    ).rejects.toThrow('nothing was to be done');
  }
});

test('the page has all methods and links to its figures', async () => {
  const files = await write(records);
  const page = files['docs/STUDY.md'];
  for (const name of methods) {
    expect(page.split(`\n| ${name} `).length).toBeGreaterThan(1);
  }
  expect(page).not.toMatch(/NaN|undefined|Infinity/);
  const accuracy = new StudyResults(records).mean(
    'iris',
    'LMNN',
    'tuned',
    accuracyOf,
  );
  expect(page).toMatch(
    new RegExp(String.raw`\| LMNN +\| ${accuracy.toFixed(3)} ± `),
  );
  const figures = Object.keys(files).filter((name) => name.endsWith('.svg'));
  expect(figures).toHaveLength(2);
  for (const name of figures) {
    expect(readSVG(files[name]).texts.length).toBeGreaterThan(5);
    expect(page).toContain(`(${name.replace('docs/', '')})`);
  }
});

test('ranks, tests and wins are those of the records', () => {
  // equal to their number, on every data set
  const fakes = ['a', 'b', 'c', 'd'].flatMap((data) =>
    [0, 1].flatMap((split) =>
      methods.map((method, at) =>
        fakeRecord({ ...taskOf({ X: [], y: [] }), data, split, method }, at),
      ),
    ),
  );
  const results = new StudyResults(fakes);
  const text = rankSection({ results, settings, tables: new Map() }, 'tuned');
  expect(text).toMatch(/\| mean +\| +1\.00 \|/);
  expect(text).toMatch(/\| Euclidean +\| +10\.00 \|/);
  expect(text).toContain('36.00 (9)');
  const [lmnn] = compareMargin(results, 'tuned', accuracyOf, 0.3);
  expect(lmnn.splits).toStrictEqual({ win: 8, tie: 0, loss: 0 });
  expect(lmnn.sets.every(({ isClear }) => isClear)).toBe(true);
  const figure = readSVG(rankFigure(results, accuracyOf, 'accuracy'));
  expect(figure.find('path', 'mark')).toHaveLength(methods.length);
});

test('the mean is compared with the default metric, and with ARML where there is one', () => {
  const fakes = (names: string[]) =>
    ['a', 'b'].flatMap((data) =>
      [0, 1].flatMap((split) =>
        names.map((method, at) =>
          fakeRecord(
            { ...taskOf({ X: [], y: [] }), data, split, method },
            at + 1,
          ),
        ),
      ),
    );
  const write = (names: string[]) =>
    meanSection({
      results: new StudyResults(fakes(names)),
      settings,
      tables: new Map(),
    });
  // of the eleven methods, the third, the tenth and the last
  const all = write([...methods, ARML]);
  expect(all).toMatch(
    /\| mean +\| LMNN \+ margin +\| +\+0\.700 ± 0\.000 \| × 3\.333 ± 0\.000 \| +2 of 2 \| +× 1 \|/,
  );
  expect(all).toMatch(/\| mean +\| ARML +\| +−0\.100 ± .*\| +0 of 2 \|/);
  expect(write(methods)).not.toContain('ARML');
});

function run(
  tables: Map<string, Table>,
  how: typeof settings,
  doTask = measureTask,
): Promise<StudyRecord[]> {
  const plan = { tables, settings: how, methods };
  return runTasks(plan, new RecordFile(file), doTask, () => undefined);
}

function refuse(): Promise<StudyRecord> {
  return Promise.reject(new Error('nothing was to be done'));
}

async function write(some: StudyRecord[]): Promise<Record<string, string>> {
  const out = path.join(folder, 'out');
  const results = new StudyResults(some);
  const names = await writeStudy({ results, tables: iris, settings }, out);
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(path.join(out, name), 'utf8')]),
  );
}

function taskOf(table: Table): StudyTask {
  return {
    key: '',
    data: 'iris',
    table,
    split: 0,
    method: 'Euclidean',
    settings,
  };
}

function fakeRecord(
  { key, data, split, method }: StudyTask,
  worth: number,
): StudyRecord {
  const part = worth / 10;
  const measures: Measures = {
    accuracy: part,
    radius: worth,
    exactRadius: worth,
    certified: [part, part, part],
    noisy: [part, part, part],
    seconds: 1,
  };
  return {
    key,
    data,
    split,
    method,
    options: {},
    tuned: measures,
    defaults: measures,
  };
}
