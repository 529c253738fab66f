import {
  MetricKNN,
  certify,
  noiseAccuracy,
  search,
  stratifiedShuffleSplit,
} from 'ml-metric-learning';

import { mean } from '../../examples/estimate.ts';
import type { Table } from '../data/readTraining.ts';

import type { Measures, StudyRecord } from './StudyRecord.ts';
import type { StudySettings } from './StudySettings.ts';
import { methodNamed } from './studyMethods.ts';

/** One method on one split of one data set. */
export interface StudyTask {
  key: string;
  data: string;
  table: Table;
  split: number;
  method: string;
  settings: StudySettings;
}

/** Options found by a search, and those of the library. */
interface Choice {
  tuned: object;
  defaults: object;
}

/**
 * Runs one task: chooses parameters by cross-validation on the training rows, fits with them and with the defaults, and
 * measures both on the test rows.
 * @returns The record, which does not depend on the machine, except for the seconds.
 */
export async function measureTask(task: StudyTask): Promise<StudyRecord> {
  const { key, data, table, split, method, settings } = task;
  const { testSize, seed } = settings;
  // the first splits are the same for any number of splits
  const rows = stratifiedShuffleSplit(table.y, {
    testSize,
    repeats: split + 1,
    seed,
  })[split];
  const pick = (indices: number[]): Table => ({
    X: indices.map((row) => table.X[row]),
    y: indices.map((row) => table.y[row]),
  });
  const train = pick(rows.train);
  const test = pick(rows.test);
  const choice = await choose(train, task);
  const tuned = measure(train, test, choice.tuned, settings);
  const isDefault =
    JSON.stringify(choice.tuned) === JSON.stringify(choice.defaults);
  const defaults = isDefault
    ? tuned
    : measure(train, test, choice.defaults, settings);
  return { key, data, split, method, options: choice.tuned, tuned, defaults };
}

async function choose(train: Table, task: StudyTask): Promise<Choice> {
  const { k, folds, seed } = task.settings;
  const { space } = methodNamed(task.method);
  const { best, results } = await search(
    MetricKNN,
    { k, metric: space },
    train.X,
    train.y,
    { folds, seed: seed + task.split, scoring: ['accuracy', 'meanRadius'] },
  );
  return { tuned: best.options, defaults: results[0].options };
}

function measure(
  train: Table,
  test: Table,
  options: object,
  { radii, sigmas, repeats, seed }: StudySettings,
): Measures {
  const { knn, seconds } = fit(train, options);
  const sizes = certify(knn, test.X, { labels: test.y }).map(
    ({ radius }) => radius,
  );
  if (!sizes.every(Number.isFinite)) {
    throw new RangeError(
      'every test row must have a finite radius: there are too few rows of other classes',
    );
  }
  const noise = { sigmas, repeats, seed };
  return {
    accuracy: knn.score(test.X, test.y),
    radius: mean(sizes),
    certified: radii.map((radius) =>
      mean(sizes.map((size) => (size > radius ? 1 : 0))),
    ),
    noisy: noiseAccuracy(knn, test.X, test.y, noise).map(
      ({ accuracy }) => accuracy,
    ),
    // the second fit has the same bits, and is only timed, since a cold start or other programs delay the first
    seconds: Math.min(seconds, fit(train, options).seconds),
  };
}

function fit(
  { X, y }: Table,
  options: object,
): { knn: MetricKNN; seconds: number } {
  const started = performance.now();
  const knn = new MetricKNN(options).train(X, y);
  return { knn, seconds: (performance.now() - started) / 1000 };
}
