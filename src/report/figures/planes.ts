import { runSync } from '../../async/work.ts';
import type { Dense } from '../../data/Dense.ts';
import type { FittedClassifier } from '../../estimators/classifier/FittedClassifier.ts';
import { embed } from '../../fit/FittedMetric.ts';
import { measureColumns } from '../../fit/standardize.ts';
import { principalAxes } from '../../linear-algebra/principalAxes.ts';
import { productOf } from '../../linear-algebra/products.ts';

import { largestEntry } from './columnWeights.ts';
import { pickData, sampleRows } from './sampleRows.ts';

/**
 * The plane in which rows are drawn: of standardized columns (`'before'`), or of the embedding by the
 * metric (`'after'`).
 */
export type View = 'before' | 'after';

/** A plane to look at rows in: where they vary most. */
export interface Plane {
  /** 2 × d, acts on raw columns. */
  components: Dense;
  /** What each column is divided by. */
  scale: Float64Array;
  /** The mean of the rows, which is the origin. */
  center: Float64Array;
}

/** The largest number of training rows that determine the plane. */
const ENOUGH = 5000;

/**
 * The plane in which the training rows vary most. Before: of their standardized columns, where a ball of perturbations
 * of radius R is seen as a disc of radius R. After: of their images under L, where it is seen as an ellipse: R times `P
 * L B`, with P the plane and B the ball of radius 1.
 * @param classifier - A trained classifier.
 * @param view - Before or after.
 */
export function planeOf(
  { training, map }: FittedClassifier,
  view: View,
): Plane {
  const { columns } = training;
  const { scale } = map;
  const rows = pickData(training, sampleRows(training.rows, ENOUGH, 0));
  const { center } = runSync(measureColumns(rows));
  const components = view === 'before' ? plainMap(scale) : map.components;
  const axes = runSync(principalAxes(embed({ components, center }, rows), 2));
  const values = runSync(productOf(axes, components.values));
  return { components: { values, rows: 2, columns }, scale, center };
}

/**
 * The map that divides each column by its scale.
 * @returns L, d × d.
 */
export function plainMap(scale: Float64Array): Dense {
  const columns = scale.length;
  const values = new Float64Array(columns * columns);
  for (const [at, size] of scale.entries()) {
    values[at * (columns + 1)] = 1 / size;
  }
  return { values, rows: columns, columns };
}

/** A point of the plane. */
export type Point = [x: number, y: number];

/** An ellipse around the origin. */
export interface Ellipse {
  /** Half the longer axis. */
  longer: number;
  /** Half the shorter axis. */
  shorter: number;
  /** The angle between the longer axis and the first direction, in radians. */
  angle: number;
}

/**
 * The projection of a ball of radius 1 onto a plane: with A the axes of the plane, the points A e for all ‖e‖ ≤ 1. Its
 * half axes are the square roots of the eigenvalues of A Aᵀ.
 * @param axes - A, 2 × d, acts on standardized columns.
 * @returns The ellipse; a circle of radius 1 if the axes are orthonormal.
 */
export function ballIn(axes: Dense): Ellipse {
  const { columns } = axes;
  // squares may overflow or underflow
  const unit = largestEntry(axes.values);
  const values = axes.values.map((value) => value / unit);
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (let k = 0; k < columns; k++) {
    xx += values[k] * values[k];
    xy += values[k] * values[columns + k];
    yy += values[columns + k] * values[columns + k];
  }
  const middle = (xx + yy) / 2;
  const apart = Math.hypot((xx - yy) / 2, xy);
  return {
    longer: unit * Math.sqrt(middle + apart),
    // rounding may make it negative
    shorter: unit * Math.sqrt(Math.max(0, middle - apart)),
    angle: Math.atan2(2 * xy, xx - yy) / 2,
  };
}
