import { runSync } from '../../async/work.ts';
import type { Rows } from '../../data/Dense.ts';
import { toDense, toRows } from '../../data/Dense.ts';
import { checkOptionNames } from '../../options/checks.ts';

import type { FittedClassifier } from './FittedClassifier.ts';
import { checkK } from './metricKNNOptions.ts';
import { findNeighbors } from './predictCodes.ts';

/** Options of `kneighbors` and `fromMetric`. */
export interface NeighborOptions {
  /**
   * The number of neighbours of each row.
   * @default the k of the classifier; 3 in `fromMetric`
   */
  k?: number;
}

/** The nearest training rows of some query rows: one array per query, nearest first. */
export interface Neighbors {
  /** Indices of training rows, from 0. */
  indices: number[][];
  /** The distances of these rows, by the metric. */
  distances: number[][];
}

/**
 * Finds the nearest training rows of each row.
 * @param X - q × d raw rows.
 * @param options - Another k than that of the classifier.
 * @throws {TypeError|RangeError} As `MetricKNN.kneighbors`.
 */
export function kneighbors(
  classifier: FittedClassifier,
  X: Rows,
  options: NeighborOptions,
): Neighbors {
  const { training } = classifier;
  checkOptionNames(options, 'options', ['k']);
  const { k = classifier.k } = options;
  const count = checkK(k, training.rows);
  const data = toDense(X, 'X', training.columns);
  const found = runSync(findNeighbors(classifier, data, count));
  const shape = { rows: data.rows, columns: count };
  return {
    indices: toRows({ ...shape, values: Float64Array.from(found.indices) }),
    distances: toRows({ ...shape, values: found.distances }),
  };
}
