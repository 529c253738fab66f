import { runSync } from '../../async/work.ts';
import { numbers, optional, readOptions } from '../../options/readOptions.ts';
import type { FittedMetric } from '../FittedMetric.ts';
import type { MetricLearnerOptions } from '../metricLearnerOptions.ts';

import { meanMetric } from './meanMetric.ts';

/** What was learned, and by which options. */
export interface Fit {
  /** As they were given. */
  options: MetricLearnerOptions;
  metric: FittedMetric;
}

/**
 * The mean of metrics that have been fitted, see `meanMetric`, and the options that would learn it. Metrics of weight 0
 * are left out.
 * @param fits - A single one is its own mean.
 * @throws {TypeError|RangeError} If there are no fits, or weights are not numbers of at least 0, one for each fit, and not
 * all 0; as `meanMetric`.
 */
export function meanOfFits(
  fits: Fit[],
  options: { weights?: readonly number[] },
): Fit {
  if (fits.length === 0) {
    throw new RangeError('metrics must have at least one metric, got none');
  }
  const weights = readWeights(options, fits.length);
  if (fits.length === 1) return fits[0];
  const members = fits
    .map((fit, at) => ({
      ...fit,
      name: `metrics[${at}]`,
      weight: weights[at],
    }))
    .filter(({ weight }) => weight > 0);
  const metric = runSync(meanMetric(members));
  const mean = members.map(({ options: own, weight }) =>
    weight === 1 ? own : { ...own, weight },
  );
  return { options: { mean }, metric };
}

function readWeights(
  options: { weights?: readonly number[] },
  count: number,
): readonly number[] {
  const { weights = Array.from({ length: count }, () => 1) } = readOptions(
    options,
    'options',
    { weights: optional(numbers({ min: 0 })) },
  );
  if (weights.length !== count) {
    throw new RangeError(
      `options.weights must have ${count} numbers (one for each metric), got ${weights.length}`,
    );
  }
  if (weights.every((weight) => weight === 0)) {
    throw new RangeError(
      'options.weights must have a number above 0, got none',
    );
  }
  return weights;
}
