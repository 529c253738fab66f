import { MetricKNN } from 'ml-metric-learning';

import type { FittedClassifier } from '../../src/estimators/classifier/FittedClassifier.ts';
import { fittedClassifierOf } from '../../src/estimators/classifier/MetricKNN.ts';

/** What training leaves behind, without a metric: Euclidean distances of rows as they are. */
export function fittedClassifier(
  k: number,
  rows: number[][],
  labels: string[],
): FittedClassifier {
  const knn = new MetricKNN({ k, metric: false }).train(rows, labels);
  return fittedClassifierOf(knn, 'the test');
}
