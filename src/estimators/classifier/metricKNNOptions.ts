import type { LabelledData } from '../../data/LabelledData.ts';
import { limitTargets } from '../../fit/limitTargets.ts';
import type { MetricLearnerOptions } from '../../fit/metricLearnerOptions.ts';
import { METRIC_LEARNER_OPTIONS } from '../../fit/metricLearnerOptions.ts';
import { resolveTripletOptions } from '../../neighbors/triplets/miningOptions.ts';
import { checkInteger, checkObject } from '../../options/checks.ts';
import { describe } from '../../options/describe.ts';
import { integer, readOptions } from '../../options/readOptions.ts';
import { withPrefix } from '../../options/withPrefix.ts';
import { MetricLearner } from '../learner/MetricLearner.ts';

/** Options of `MetricKNN`. Plain JSON, except for a custom loss. */
export interface MetricKNNOptions {
  /**
   * The number of rows that vote. If k is even or there are more than two classes, classes may tie; the tied class with
   * the nearest row wins.
   * @default 3
   */
  k?: number;
  /**
   * Options of the metric that is learned from the training rows, see `MetricLearnerOptions`. If `triplets.targets` is
   * not given and the smallest class has 3 rows or fewer, the default is lowered to one target less than that class has
   * rows. `false`: no metric is learned, and neighbours are the nearest by Euclidean distance of the raw columns.
   * @default {}
   */
  metric?: MetricLearnerOptions | false;
}

/** Options that have been checked. */
export interface KNNSettings {
  k: number;
  /** An unfitted learner that holds the options of the metric; `undefined`: no metric is learned. */
  learner: MetricLearner | undefined;
}

/**
 * Checks all options before any work, and fills in the defaults.
 * @throws {TypeError|RangeError} Unknown names, wrong types, values out of range; messages about the metric begin with
 * `metric: `.
 */
export function resolveKNNOptions(options: MetricKNNOptions): KNNSettings {
  checkObject(options, 'options');
  const misplaced = METRIC_LEARNER_OPTIONS.find((name) => name in options);
  if (misplaced) {
    throw new TypeError(
      `${misplaced} is an option of the metric: write { metric: { ${misplaced}: … } }`,
    );
  }
  const { k, metric } = readOptions(options, 'options', {
    k: integer({ min: 1 }, 3),
    metric: readMetricOption,
  });
  return { k, learner: metric };
}

/**
 * Checks that k is at most the number of training rows.
 * @throws {TypeError|RangeError} If k is not a whole number from 1 to the number of rows.
 */
export function checkK(k: number, rows: number): number {
  const maxReason = 'the number of training rows';
  return checkInteger(k, 'k', { min: 1, max: rows, maxReason });
}

function readMetricOption(
  _: string,
  metric: unknown = {},
): MetricLearner | undefined {
  if (metric === false) return undefined;
  if (metric instanceof MetricLearner) {
    throw new TypeError(
      'metric must be false or an object of options, got a MetricLearner; use MetricKNN.fromMetric for a fitted metric',
    );
  }
  if (typeof metric !== 'object' || metric === null) {
    throw new TypeError(
      `metric must be false or an object, got ${describe(metric)}`,
    );
  }
  return withPrefix('metric', () => new MetricLearner(metric));
}

/**
 * Limits the default number of targets to what the smallest class of a classifier's training rows offers; a number that
 * was given stays. Folds of a cross-validation have smaller classes than the whole data.
 * @throws {RangeError} If a class has a single row, and hence no target.
 */
export function limitTargetsToClassSize(
  options: MetricLearnerOptions,
  data: LabelledData,
): MetricLearnerOptions {
  const { mean, triplets } = options;
  if (Array.isArray(mean)) {
    const members = mean.map((member) => limitTargetsToClassSize(member, data));
    return { ...options, mean: members };
  }
  if (mean !== undefined || triplets?.targets !== undefined) return options;
  const { targets: most } = resolveTripletOptions();
  const targets = limitTargets(most, data);
  if (targets === most) return options;
  return { ...options, triplets: { ...triplets, targets } };
}
