import {
  MetricKNN,
  certify,
  noiseAccuracy,
  search,
  stratifiedShuffleSplit,
} from 'ml-metric-learning';

import { mean } from '../../examples/estimate.ts';
import { readSpace } from '../../src/model-selection/space/readSpace.ts';
import type { Table } from '../data/readTraining.ts';

import type { Measures, StudyRecord } from './StudyRecord.ts';
import type { StudySettings } from './StudySettings.ts';
import type { ArmlSettings } from './fitMethod.ts';
import { fitMethod } from './fitMethod.ts';
import { methodNamed } from './studyMethods.ts';

/** One method on one split of one data set. */
export interface StudyTask {
  key: string;
  data: string;
  table: Table;
  split: number;
  method: string;
  settings: StudySettings;
  /** Needed by the method ARML. */
  arml?: ArmlSettings;
}

/** Options of `MetricKNN`. */
type Options = { k: number } & object;

/** Options found by a search, and those of the library. */
interface Choice {
  tuned: Options;
  defaults: Options;
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
  const tuned = measure(train, test, choice.tuned, task);
  const isDefault =
    JSON.stringify(choice.tuned) === JSON.stringify(choice.defaults);
  const defaults = isDefault
    ? tuned
    : measure(train, test, choice.defaults, task);
  return { key, data, split, method, options: choice.tuned, tuned, defaults };
}

async function choose(train: Table, task: StudyTask): Promise<Choice> {
  const { k, folds, seed } = task.settings;
  const { space } = methodNamed(task.method);
  const all = { k, metric: space };
  const defaults = readSpace(all).at(0) as Options;
  if (folds === 0) return { tuned: defaults, defaults };
  const { best } = await search(MetricKNN, all, train.X, train.y, {
    folds,
    seed: seed + task.split,
    scoring: ['accuracy', 'meanRadius'],
    prefer: 'oneStandardError',
  });
  return { tuned: best.options, defaults };
}

function measure(
  train: Table,
  test: Table,
  options: Options,
  { method, settings, arml }: StudyTask,
): Measures {
  const { radii, sigmas, repeats, seed } = settings;
  const { knn, seconds } = fitMethod(method, train, options, arml);
  const labels = test.y;
  const sizes = certify(knn, test.X, { labels }).map(({ radius }) => radius);
  const exact = certify(knn, test.X, { labels, exact: true });
  if (!sizes.every(Number.isFinite)) {
    throw new RangeError(
      'every test row must have a finite radius: there are too few rows of other classes',
    );
  }
  const noise = { sigmas, repeats, seed };
  return {
    accuracy: knn.score(test.X, test.y),
    radius: mean(sizes),
    exactRadius: mean(exact.map(({ radius }) => radius)),
    certified: radii.map((radius) =>
      mean(sizes.map((size) => (size > radius ? 1 : 0))),
    ),
    noisy: noiseAccuracy(knn, test.X, test.y, noise).map(
      ({ accuracy }) => accuracy,
    ),
    // the second fit has the same bits, and is only timed, since a cold start or other programs delay the first
    seconds: Math.min(seconds, fitMethod(method, train, options, arml).seconds),
  };
}
