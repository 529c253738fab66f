/** fitAsync: the longest that anyone else had to wait, and how long an abort took, on larger data. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';

import type { MetricLearnerOptions } from 'ml-metric-learning';
import { MetricLearner } from 'ml-metric-learning';

import { readArguments } from './readArguments.ts';
import { readSplits } from './readTraining.ts';

const CASES: Array<[name: string, options: MetricLearnerOptions]> = [
  ['digits', {}],
  ['digits', { loss: 'nca', margin: false }],
  ['digits', { loss: { name: 'lmnn', impostors: 'active' } }],
  ['digits', { loss: 'triplet', parameterization: 'compositional' }],
  ['letter', {}],
  ['letter', { solver: { name: 'adam', epochs: 2 } }],
];
const ABORTED_AFTER = [100, 500, 1500];

const { data } = readArguments();
for (const [name, options] of CASES) {
  const [{ train }] = readSplits(data, [name]);
  const { X, y } = train;
  const delays: number[] = [];
  let longest = 0;
  for (const milliseconds of ABORTED_AFTER) {
    const controller = new AbortController();
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
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
