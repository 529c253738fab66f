import { checkMetric } from '../certification/checkMetric.ts';
import { unfoldScale } from '../estimators/FittedMetric.ts';
import type { MetricLearner } from '../estimators/MetricLearner.ts';
import { fittedMetricOf } from '../estimators/MetricLearner.ts';
import type { Dense } from '../validation/dense.ts';

import { sumOf } from './sumOf.ts';

/** What a column is worth to a metric. */
export interface ColumnWeight {
  column: number;
  /** Its entry on the diagonal of M, on standardized columns, as a part of the square of the largest entry of L. */
  weight: number;
  /** Of the trace of M. */
  share: number;
}

/**
 * L on standardized columns, of a metric that a user gave.
 * @param metric - A fitted metric.
 * @returns L, r × d.
 * @throws {TypeError} Something else, or one before `fit`.
 */
export function standardizedMap(metric: MetricLearner): Dense {
  checkMetric(metric);
  return unfoldScale(fittedMetricOf(metric));
}

/**
 * What each column is worth: the diagonal of M = LᵀL on standardized columns, where a unit is as much in each of them. A
 * column's share of the trace is its share of the mean squared distance between rows, were columns independent.
 * @param map - L on standardized columns, r × d.
 * @returns Columns, the weightiest first.
 */
export function columnWeights({ values, columns }: Dense): ColumnWeight[] {
  const weights = new Float64Array(columns);
  const largest = largestEntry(values);
  for (const [at, value] of values.entries()) {
    weights[at % columns] += (value / largest) ** 2;
  }
  const trace = sumOf(weights);
  return Array.from(weights, (weight, column) => ({
    column,
    weight,
    share: trace > 0 ? weight / trace : 0,
  })).toSorted((a, b) => b.weight - a.weight);
}

/**
 * Entries of M = LᵀL.
 * @param map - L, r × d.
 * @param columns - Which of its rows and columns.
 * @returns Those, row by row, as parts of the square of a unit: the squares may be too large or too small to be numbers.
 */
export function metricAmong(
  map: Dense,
  columns: readonly number[],
): { parts: number[][]; unit: number } {
  const largest = largestEntry(map.values);
  const values = map.values.map((value) => value / largest);
  const parts = columns.map((a) =>
    columns.map((b) => {
      let sum = 0;
      for (let at = 0; at < values.length; at += map.columns) {
        sum += values[at + a] * values[at + b];
      }
      return sum;
    }),
  );
  return { parts, unit: largest };
}

/**
 * The size of the largest entry, to divide by before entries are squared.
 * @param values - Entries.
 * @returns It; 1 where all are 0.
 */
export function largestEntry(values: Float64Array): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest || 1;
}
