import { MetricKNN } from 'ml-metric-learning';

import type { FittedClassifier } from '../../src/estimators/classifier/FittedClassifier.ts';
import { fittedClassifierOf } from '../../src/estimators/classifier/MetricKNN.ts';

/** A trained classifier without a metric: Euclidean distances of raw rows. */
export function fittedClassifier(
  k: number,
  rows: number[][],
  labels: string[],
): FittedClassifier {
  const knn = new MetricKNN({ k, metric: false }).train(rows, labels);
  return fittedClassifierOf(knn, 'the test');
}
