import { Matrix } from 'ml-matrix';

import { toVector } from '../../data/Dense.ts';
import type { MetricLearner } from '../../estimators/learner/MetricLearner.ts';
import { checkMetric } from '../../estimators/learner/checkMetric.ts';
import { checkFixedColumns, readColumns } from '../../margin/marginOptions.ts';
import { checkFinite } from '../../options/checks.ts';
import { readOptions } from '../../options/readOptions.ts';
import { PERTURBATION_READERS } from '../PerturbationSpace.ts';
import type { AttackOptions } from '../certificateOptions.ts';

/** The norm and the units of perturbations, and the columns that they leave alone. */
export interface AdversarialExampleOptions extends Pick<
  AttackOptions,
  'norm' | 'units'
> {
  /**
   * The columns that do not change, by their indices: the option `margin.fixed` of a metric.
   * @default []
   */
  fixed?: number[];
}

const READERS = { ...PERTURBATION_READERS, fixed: readColumns };

/** The point nearest to an anchor at which its impostor and its target are equally near. */
export interface AdversarialExample {
  /**
   * Its distance from the anchor, in the chosen norm and units; negative if the impostor is already nearer
   * than the target.
   */
  margin: number;
  /** The point: a raw row of d numbers. */
  example: number[];
}

/**
 * Finds the nearest adversarial example of an anchor in closed form. The difference of the anchor's squared distances
 * to impostor and target is affine in the anchor, so the nearest point where the two tie is the projection of the
 * anchor onto a hyperplane with normal M (impostor − target) (arXiv 2006.05945, section 3; for other norms, the
 * distance to the hyperplane is in the dual norm). Where the metric cannot tell impostor from target, they tie
 * everywhere: the margin is 0, at the anchor itself. O(r d) for r components.
 * @param metric - A fitted metric.
 * @param anchor - d numbers, raw.
 * @param target - d numbers: a row of the anchor's class.
 * @param impostor - d numbers: a row of another class.
 * @throws {TypeError|RangeError} If the metric is not fitted, a row does not have d finite numbers, the rows are so far
 * apart that the margin is not finite, an option is unknown or invalid, or target and impostor tie nowhere unless fixed
 * columns change.
 */
export function adversarialExample(
  metric: MetricLearner,
  anchor: ArrayLike<number>,
  target: ArrayLike<number>,
  impostor: ArrayLike<number>,
  options: AdversarialExampleOptions = {},
): AdversarialExample {
  const { norm, units, fixed } = readOptions(options, 'options', READERS);
  checkMetric(metric);
  const { components } = metric;
  const width = components.columns;
  checkFixedColumns(fixed, width, 'fixed');
  const from = toVector(anchor, 'anchor', width);
  const near = toVector(target, 'target', width);
  const far = toVector(impostor, 'impostor', width);

  const lengths =
    units === 'raw' ? new Array<number>(width).fill(1) : metric.scale;
  const between = times(components, minus(far, near));
  const normal = times(components.transpose(), between).map((value, column) =>
    fixed.includes(column) ? 0 : value * lengths[column],
  );
  // d²(i,l) − d²(i,j) as a product, which keeps the digits that a difference of squares loses far from both
  const toNear = times(components, minus(near, from));
  const difference = between.reduce(
    (sum, value, row) => sum + value * (value + 2 * toNear[row]),
    0,
  );
  if (fixed.length > 0 && difference !== 0 && normal.every((v) => v === 0)) {
    throw new RangeError(
      'fixed must leave a column free in which the metric tells impostor from target: without one, they tie nowhere',
    );
  }
  const { margin, perturbation } = nearestTie(normal, difference, norm);
  checkMargin(margin);
  const example = Array.from(
    from,
    (value, column) => value + perturbation[column] * lengths[column],
  );
  return { margin, example };
}

/**
 * The smallest e with 2 eᵀ normal = difference, by Hölder's inequality.
 * @param difference - The difference of the squared distances at the anchor.
 * @param norm - The norm in which e is smallest.
 * @returns e and its signed norm.
 */
function nearestTie(
  normal: number[],
  difference: number,
  norm: number,
): { margin: number; perturbation: number[] } {
  const sizes = normal.map(Math.abs);
  const largest = Math.max(...sizes);
  if (largest === 0) return { margin: 0, perturbation: normal.map(() => 0) };
  if (norm === 1) {
    const margin = difference / (2 * largest);
    const steepest = sizes.indexOf(largest);
    const perturbation = normal.map((value, column) =>
      column === steepest ? margin * Math.sign(value) : 0,
    );
    return { margin, perturbation };
  }
  if (norm === Infinity) {
    const margin = difference / (2 * sizes.reduce((a, b) => a + b));
    return { margin, perturbation: normal.map((v) => margin * Math.sign(v)) };
  }
  const length = Math.hypot(...normal);
  const margin = difference / (2 * length);
  return { margin, perturbation: normal.map((v) => (margin * v) / length) };
}

function minus(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, at) => value - b[at]);
}

function times(matrix: Matrix, vector: ArrayLike<number>): number[] {
  return matrix.mmul(Matrix.columnVector(vector)).to1DArray();
}

/**
 * Checks that a computed margin is finite.
 * @throws {RangeError} If it is not.
 */
export function checkMargin(margin: number): void {
  checkFinite(margin, 'a margin', 'the rows are too far apart');
}
