import { describe } from '../validation/describe.ts';
import { checkInteger, checkOptionNames } from '../validation/options.ts';

import { MetricLearner } from './MetricLearner.ts';
import type { MetricLearnerOptions } from './metricLearnerOptions.ts';

/** What a `MetricKNN` can be told. Plain JSON, but for a loss of one's own. */
export interface MetricKNNOptions {
  /**
   * How many rows vote. With an even number of them, and with more than two classes, classes may tie: the one with the
   * nearest row wins.
   * @default 3
   */
  k?: number;
  /**
   * What the metric is told that is learned from the training rows, see `MetricLearnerOptions`; where it is not told how many
   * `triplets.targets` there are, it takes fewer than 3 if the smallest class has no more rows. `false`: none is learned, and
   * neighbours are the nearest by Euclidean distance of the columns as they are.
   * @default {}
   */
  metric?: MetricLearnerOptions | false;
}

/** Options that have been checked. */
export interface KNNSettings {
  k: number;
  /** Has not learned anything, and holds the options for those who will; `undefined`: no metric is learned. */
  learner: MetricLearner | undefined;
}

/**
 * Checks all options before any work, and fills in the defaults.
 * @throws {TypeError|RangeError} Unknown names, wrong types, values out of range; those of the metric begin with `metric: `.
 */
export function resolveKNNOptions(options: MetricKNNOptions): KNNSettings {
  checkOptionNames(options, 'options', ['k', 'metric']);
  const { k = 3, metric = {} } = options;
  checkInteger(k, 'k', { min: 1 });
  return { k, learner: metric === false ? undefined : createLearner(metric) };
}

/**
 * Checks that there are as many rows as are to vote.
 * @throws {TypeError|RangeError} It is no whole number, below 1, or more than there are rows.
 */
export function checkK(k: number, rows: number): number {
  const maxReason = 'the number of training rows';
  return checkInteger(k, 'k', { min: 1, max: rows, maxReason });
}

function createLearner(metric: MetricLearnerOptions): MetricLearner {
  if (metric instanceof MetricLearner) {
    throw new TypeError(
      'metric must be false or the options of one, got a MetricLearner; MetricKNN.fromMetric takes a fitted one',
    );
  }
  if (typeof metric !== 'object' || metric === null) {
    throw new TypeError(
      `metric must be false or an object, got ${describe(metric)}`,
    );
  }
  try {
    return new MetricLearner(metric);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const ErrorType = error instanceof RangeError ? RangeError : TypeError;
    throw new ErrorType(`metric: ${error.message}`, { cause: error });
  }
}
