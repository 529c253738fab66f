import type { Dense } from '../../data/Dense.ts';
import type { MetricLearner } from '../../estimators/learner/MetricLearner.ts';
import {
  checkMetric,
  fittedMetricOf,
} from '../../estimators/learner/checkMetric.ts';
import { unfoldScale } from '../../fit/FittedMetric.ts';
import { sumOf } from '../drawing/scale.ts';

/** The weight of a column in a metric. */
export interface ColumnWeight {
  column: number;
  /** Its entry on the diagonal of M, on standardized columns, divided by the square of the largest entry of L. */
  weight: number;
  /** Its fraction of the trace of M. */
  share: number;
}

/**
 * L on standardized columns.
 * @param metric - A fitted metric.
 * @returns L, r × d.
 * @throws {TypeError} If it is not a fitted metric.
 */
export function standardizedMap(metric: MetricLearner): Dense {
  checkMetric(metric);
  return unfoldScale(fittedMetricOf(metric));
}

/**
 * The weight of each column: the diagonal of M = LᵀL on standardized columns, which have the same unit. The share of a
 * column in the trace is its share in the mean squared distance between rows, if columns were independent.
 * @param map - L on standardized columns, r × d.
 * @returns Columns in order of decreasing weight.
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
 * @param columns - The rows and columns of M to compute.
 * @returns Entries row by row, divided by the square of `unit`: the squares themselves may overflow or underflow.
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

/** The largest absolute value among entries, as a divisor before they are squared; 1 if all are 0. */
export function largestEntry(values: Float64Array): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest || 1;
}
