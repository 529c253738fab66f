import type { AbstractMatrix } from 'ml-matrix';
import { Matrix } from 'ml-matrix';

import type { Rows } from '../validation/dense.ts';
import { toDense, toRows } from '../validation/dense.ts';
import { describe } from '../validation/describe.ts';

import type { FittedMetric } from './FittedMetric.ts';
import { embed } from './FittedMetric.ts';
import { MetricLearner } from './MetricLearner.ts';

/** A step of a pipeline that has learned already: `fit` changes nothing, and needs no labels. */
export class FrozenMetric {
  /** What pipelines call the step. */
  readonly name = 'FrozenMetric';
  readonly fitted = true;
  readonly #metric: Pick<FittedMetric, 'components' | 'center'>;

  /**
   * Keeps what a metric is now; fitting it again does not reach this.
   * @param metric - A fitted metric.
   */
  constructor(metric: MetricLearner) {
    const components = toDense(metric.components, 'components');
    this.#metric = { components, center: Float64Array.from(metric.center) };
  }

  /**
   * Nothing: pipelines call it.
   * @returns This.
   */
  fit(): this {
    return this;
  }

  /**
   * As `MetricLearner.transform`.
   * @param X - n × d raw rows.
   * @returns n × r, a `Matrix` for a `Matrix`, arrays for anything else.
   * @throws {TypeError|RangeError} As `MetricLearner.transform`.
   */
  transform(X: AbstractMatrix): Matrix;
  transform(X: ArrayLike<ArrayLike<number>>): number[][];
  transform(X: Rows): Matrix | number[][];
  transform(X: Rows): Matrix | number[][] {
    const metric = this.#metric;
    const data = toDense(X, 'X', metric.components.columns);
    const embedding = toRows(embed(metric, data));
    return Matrix.isMatrix(X) ? new Matrix(embedding) : embedding;
  }

  /**
   * `transform`: pipelines call it without labels.
   * @param X - n × d raw rows.
   * @returns n × r, a `Matrix` for a `Matrix`, arrays for anything else.
   * @throws {TypeError|RangeError} As `transform`.
   */
  fitTransform(X: AbstractMatrix): Matrix;
  fitTransform(X: ArrayLike<ArrayLike<number>>): number[][];
  fitTransform(X: Rows): Matrix | number[][];
  fitTransform(X: Rows): Matrix | number[][] {
    return this.transform(X);
  }
}

/**
 * A fitted metric as a step of a pipeline that calls `fit` again, or has no labels to give to its steps: ml-pipe's and
 * scikit.js's.
 * @param metric - A fitted metric. What it learns later does not reach the step.
 * @returns The step.
 * @throws {TypeError} Something else, or a metric before `fit`.
 */
export function frozen(metric: MetricLearner): FrozenMetric {
  if (!(metric instanceof MetricLearner)) {
    throw new TypeError(
      `metric must be a MetricLearner, got ${describe(metric)}`,
    );
  }
  if (metric.fitted) return new FrozenMetric(metric);
  throw new TypeError('metric must be fitted before it is frozen');
}
