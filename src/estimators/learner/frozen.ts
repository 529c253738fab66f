import type { AbstractMatrix, Matrix } from 'ml-matrix';

import type { Rows } from '../../data/Dense.ts';
import { toDense } from '../../data/Dense.ts';
import type { RowMap } from '../../fit/FittedMetric.ts';

import type { MetricLearner } from './MetricLearner.ts';
import { checkFitted } from './MetricLearner.ts';
import { transformRows } from './transformRows.ts';

/** A fitted metric as a pipeline step: `fit` changes nothing and needs no labels. Created by `frozen`. */
export class FrozenMetric {
  /** The name of the step in a pipeline. */
  readonly name = 'FrozenMetric';
  /** Always true. */
  readonly fitted = true;
  readonly #metric: RowMap;

  /**
   * Copies the metric: fitting it again does not change this step.
   * @param metric - A fitted metric.
   */
  constructor(metric: MetricLearner) {
    const components = toDense(metric.components, 'components');
    this.#metric = { components, center: Float64Array.from(metric.center) };
  }

  /** Does nothing; pipelines call it. */
  fit(): this {
    return this;
  }

  /**
   * Maps rows as `MetricLearner.transform` does.
   * @param X - n × d raw rows.
   * @returns n × r: a `Matrix` if X is one, else arrays.
   * @throws {TypeError|RangeError} As `MetricLearner.transform`.
   */
  transform(X: AbstractMatrix): Matrix;
  transform(X: ArrayLike<ArrayLike<number>>): number[][];
  transform(X: Rows): Matrix | number[][];
  transform(X: Rows): Matrix | number[][] {
    return transformRows(this.#metric, X);
  }

  /**
   * Does the same as `transform`; pipelines call it without labels.
   * @param X - n × d raw rows.
   * @returns n × r: a `Matrix` if X is one, else arrays.
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
 * Turns a fitted metric into a step for pipelines that call `fit` again or have no labels for their steps, such as
 * those of ml-pipe and scikit.js.
 * @param metric - A fitted metric. It is copied: fitting it again does not change the step.
 * @throws {TypeError} If metric is not a fitted `MetricLearner`.
 */
export function frozen(metric: MetricLearner): FrozenMetric {
  checkFitted(metric);
  return new FrozenMetric(metric);
}
