import { readFileSync } from 'node:fs';
import path from 'node:path';

import { MetricLearner } from 'ml-metric-learning';

import { readSplits } from '../data/readTraining.ts';
import { certifyTheirsCommand, pathOf } from '../measure/commands.ts';
import type { Arguments } from '../measure/readArguments.ts';
import { runOurs, runProgram } from '../measure/runProgram.ts';
import type { TaskFolder } from '../measure/withTask.ts';
import { withTask } from '../measure/withTask.ts';

import type { KernelRow } from './Row.ts';

const K = 3;
/** The peer takes a fifth of a second per row, however many there are. */
const QUERIES = { ours: 1000, theirs: 50 };
/** Seconds of repeats. */
const REPEATING = 2;
/**
 * The error of a radius in single precision: squared distances of several tens are subtracted, each with a relative
 * error of 2⁻²⁴ for each of 16 columns, and divided by twice a normal of about one.
 */
const SINGLE = 1e-4;

interface Timed {
  seconds: number;
  radii: number[];
}

/** Certificates, compared with the verifier of Wang et al. (NeurIPS 2020), which visits all pairs of rows. */
export const certificateRows: KernelRow[] = [
  {
    kind: 'kernel',
    name: 'certify',
    work: '`certify`, k = 3, letter, LMNN + margin, 1,000 among 13,998 × 16',
    peer: 'the authors’ verifier, torch',
    goal: { ratio: 100 },
    measure: measureCertificates,
  },
];

function measureCertificates(settings: Arguments) {
  const [{ train, test }] = readSplits(settings.data, ['letter']);
  // columns are already standardized; an early metric suffices
  const solver = { name: 'lbfgs', maxIterations: 20 } as const;
  const metric = new MetricLearner({ standardize: false, solver });
  metric.fit(train.X, train.y);
  const names = Array.from(new Set(train.y));
  const ask = (count: number) => ({
    k: K,
    metric,
    matrix: metric.mahalanobisMatrix(),
    queries: test.X.slice(0, count),
    labels: test.y.slice(0, count).map((name) => names.indexOf(name)),
  });
  // a distance takes three operations per column, and the plain formula one for each pair of rows
  const operations = (count: number) => {
    let sum = 0;
    for (const label of test.y.slice(0, count)) {
      const own = train.y.filter((name) => name === label).length;
      sum += 3 * own * (train.y.length - own) * train.X[0].length;
    }
    return sum / 1e9;
  };
  return withTask(train, (task) => {
    task.prepare(ask(QUERIES.ours), REPEATING);
    const worker = pathOf('workers/certifyOurs.js');
    runOurs([process.execPath, worker, task.path], settings.core);
    const ours = readTimed(task);
    const speeds = { ours: operations(QUERIES.ours) / ours.seconds };
    task.prepare(ask(QUERIES.theirs), 0);
    const command = certifyTheirsCommand(task.path, settings);
    const { status, reason } = runProgram(command, settings);
    if (status === 'failed') throw new Error(`the verifier failed: ${reason}`);
    if (status !== 'done') return speeds;
    const theirs = readTimed(task);
    expectSameRadii(ours.radii, theirs.radii);
    return { ...speeds, theirs: operations(QUERIES.theirs) / theirs.seconds };
  });
}

function readTimed(task: TaskFolder): Timed {
  const text = readFileSync(path.join(task.path, 'result.json'), 'utf8');
  return JSON.parse(text) as Timed;
}

function expectSameRadii(ours: number[], theirs: number[]): void {
  for (const [row, radius] of theirs.entries()) {
    if (Math.abs(ours[row] - radius) < SINGLE) continue;
    throw new Error(`radius ${row} is ${ours[row]} here and ${radius} there`);
  }
}
