/** Threads for one fit: seconds with one thread and with two, and the ratio, of whole fits and of an evaluation. */
import type { MetricLearnerOptions } from 'ml-metric-learning';
import { MetricLearner } from 'ml-metric-learning';
import type { Threads } from 'ml-metric-learning/parallel';
import { startThreads } from 'ml-metric-learning/parallel';

import { generateClusters } from '../data/generateClusters.ts';
import { readSplits } from '../data/readTraining.ts';
import { readArguments } from '../measure/readArguments.ts';
import type { LabelledTable } from '../measure/withTask.ts';
import { digits } from '../results/digits.ts';

const ITERATIONS = 15;
const REPEATS = 3;

interface Case {
  name: string;
  read: () => LabelledTable;
  options: MetricLearnerOptions;
}

/** The cost of a fit. */
interface Seconds {
  /** Seconds of `ITERATIONS` iterations. */
  fit: number;
  /** Seconds of one evaluation, the main part of an iteration. */
  evaluation: number;
}

const { data } = readArguments();
const cases: Case[] = [
  {
    name: 'LMNN + margin, 31,623 × 50',
    read: () => generateClusters({ rows: 31_623, columns: 50 }),
    options: {},
  },
  {
    name: 'NCA, satellite',
    read: () => readSplits(data, ['satellite'])[0].train,
    options: { loss: 'nca', margin: false },
  },
];

const threads = await startThreads({ threads: 2 });
for (const { name, read, options } of cases) {
  const table = read();
  const one = measure(table, options);
  const two = measure(table, options, threads);
  console.log(
    `threads, ${name}, ${ITERATIONS} iterations: ${compare(one.fit, two.fit)}`,
  );
  console.log(
    `threads, ${name}, an evaluation: ${compare(one.evaluation, two.evaluation)}`,
  );
}
await threads.stop();

function compare(one: number, two: number): string {
  return `${digits(one)} s with one thread, ${digits(two)} s with two, ratio ${(one / two).toFixed(2)}`;
}

// the minimum of some repeats, since other programs may run; the setup is measured by a fit without iterations
function measure(
  table: LabelledTable,
  options: MetricLearnerOptions,
  together?: Threads,
): Seconds {
  const whole = fit(table, options, ITERATIONS, together);
  const start = fit(table, options, 0, together);
  const evaluations = whole.evaluations - start.evaluations;
  const evaluation = (whole.seconds - start.seconds) / evaluations;
  return { fit: whole.seconds, evaluation };
}

function fit(
  { X, y }: LabelledTable,
  options: MetricLearnerOptions,
  maxIterations: number,
  together?: Threads,
): { seconds: number; evaluations: number } {
  const solver = { name: 'lbfgs', maxIterations } as const;
  const metric = new MetricLearner({ ...options, solver });
  let seconds = Infinity;
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const started = performance.now();
    metric.fit(X, y, { threads: together });
    seconds = Math.min(seconds, (performance.now() - started) / 1000);
  }
  return { seconds, evaluations: metric.summary.evaluations };
}
