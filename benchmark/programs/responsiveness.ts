/** The longest block of the event loop by fitAsync, and the time until an abort takes effect, on larger data. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';

import type { MetricLearnerOptions } from 'ml-metric-learning';
import { MetricLearner } from 'ml-metric-learning';

import type { Table } from '../data/readTraining.ts';
import { readSplits } from '../data/readTraining.ts';
import { readArguments } from '../measure/readArguments.ts';

type Case = [name: string, options: MetricLearnerOptions];

const CASES: Case[] = [
  ['digits', {}],
  ['digits', { loss: 'nca', margin: false }],
  ['digits', { loss: { name: 'lmnn', impostors: 'active' } }],
  ['digits', { loss: 'triplet', parameterization: 'compositional' }],
  ['letter', {}],
  ['letter', { solver: { name: 'adam', epochs: 2 } }],
  ['letter', { solver: { name: 'adam', epochs: 2, batchSize: 4000 } }],
  // generated: rows × columns
  ['600 × 300', { init: 'pca' }],
  ['600 × 300', { init: 'lda' }],
  ['600 × 300', { parameterization: 'compositional' }],
  ['1000 × 784', { parameterization: 'compositional' }],
  ['300 × 1000', { init: 'pca' }],
  ['500 × 2000', { init: 'pca' }],
  ['20000 × 20', {}],
  ['100000 × 20', { components: 5 }],
  ['10000 × 10', { triplets: { targets: 3, impostors: 100 } }],
];
const ABORTED_AFTER = [100, 500, 1500, 4000];

const { data } = readArguments();
for (const [name, options] of CASES) {
  const { X, y } = readTable(name);
  const delays: number[] = [];
  let longest = 0;
  for (const milliseconds of ABORTED_AFTER) {
    const controller = new AbortController();
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    // including the checks of the data before any work
    // eslint-disable-next-line no-await-in-loop -- one after the other
    await wait(5);
    const fit = new MetricLearner(options)
      .fitAsync(X, y, { signal: controller.signal })
      .catch(() => undefined);
    // eslint-disable-next-line no-await-in-loop -- one after the other
    await wait(milliseconds);
    const aborted = performance.now();
    controller.abort();
    // eslint-disable-next-line no-await-in-loop -- one after the other
    await fit;
    delays.push(performance.now() - aborted);
    delay.disable();
    longest = Math.max(longest, delay.max / 1e6);
  }
  console.log(
    `fitAsync, ${name}, ${JSON.stringify(options)}: others waited ${longest.toFixed(0)} ms at most, an abort ${Math.max(...delays).toFixed(0)} ms`,
  );
}

function readTable(name: string): Table {
  const [rows, columns] = name.split(' × ').map(Number);
  if (columns === undefined) return readSplits(data, [name])[0].train;
  const y = Array.from({ length: rows }, (_, row) => `class ${row % 3}`);
  // three classes that overlap along the first columns, and waves without a period
  const X = y.map((_, row) =>
    Array.from(
      { length: columns },
      (__, k) => Math.sin(row * (k + 1.7) ** 1.3) + (k < 3 ? row % 3 : 0),
    ),
  );
  return { X, y };
}
