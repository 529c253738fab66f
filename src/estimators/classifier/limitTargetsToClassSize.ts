import type { LabelledData } from '../../data/LabelledData.ts';
import { classSizes } from '../../data/LabelledData.ts';
import type { MetricLearnerOptions } from '../../fit/metricLearnerOptions.ts';
import { resolveTripletOptions } from '../../neighbors/triplets/miningOptions.ts';
import { describe } from '../../options/describe.ts';

/**
 * Limits the default number of targets to what the smallest class of a classifier's training rows offers; a number that
 * was given stays. Folds of a cross-validation have smaller classes than the whole data.
 * @throws {RangeError} If a class has a single row, and hence no target.
 */
export function limitTargetsToClassSize(
  options: MetricLearnerOptions,
  data: LabelledData,
): MetricLearnerOptions {
  const { triplets } = options;
  if (triplets?.targets !== undefined) return options;
  const sizes = classSizes(data);
  const [smallest] = sizes.toSorted();
  if (smallest === 1) {
    const label = describe(data.classes[sizes.indexOf(1)]);
    throw new RangeError(
      `class ${label} must have at least 2 rows for a metric to be learned, got 1; leave the class out or set metric to false`,
    );
  }
  const { targets } = resolveTripletOptions();
  if (smallest > targets) return options;
  return { ...options, triplets: { ...triplets, targets: smallest - 1 } };
}
