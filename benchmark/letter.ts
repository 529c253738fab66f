/** LMNN + margin with its defaults on letter (14,000 × 16, 26 classes, 420,000 triplets): one cold fit and its memory. */
import path from 'node:path';

import { MetricLearner } from 'ml-metric-learning';

import { readTable } from '../examples/readTable.ts';

import { readArguments } from './readArguments.ts';

const ROWS = 14_000;

const { data } = readArguments();
const { X, y } = readTable(path.join(data, 'data', 'letter.csv'), 'label');
const trainX = X.slice(0, ROWS);
const started = performance.now();
const { summary } = new MetricLearner().fit(trainX, y.slice(0, ROWS));
const seconds = (performance.now() - started) / 1000;
// resourceUsage counts kilobytes
const megabytes = process.resourceUsage().maxRSS / 1024;
console.log(
  `letter: ${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB resident at most, ` +
    `${summary.triplets} triplets, ${summary.evaluations} evaluations to ${summary.objective.toFixed(6)} (${summary.reason})`,
);
