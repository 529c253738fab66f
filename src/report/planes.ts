import type { FittedClassifier } from '../estimators/FittedClassifier.ts';
import { unfoldScale } from '../estimators/FittedMetric.ts';
import { principalAxes } from '../subspaces/principalAxes.ts';
import type { Dense } from '../validation/dense.ts';
import { pickRows } from '../validation/dense.ts';
import { finish } from '../work.ts';

import { largestEntry } from './columnWeights.ts';
import { sampleRows } from './sampleRows.ts';

/** Inputs as they are, standardized; or as the metric sees them. */
export type View = 'before' | 'after';

/** A plane to look at rows in: where they vary most. */
export interface Plane {
  /** 2 × d, acts on standardized columns. */
  axes: Dense;
  /** What each column is divided by. */
  scale: Float64Array;
  /** The mean of the rows, which is the origin. */
  center: Float64Array;
}

/** As many training rows tell where rows vary most; more of them would tell the same. */
const ENOUGH = 5000;

/**
 * The plane in which the training rows vary most.
 * Before: of their standardized columns, so that a ball of perturbations of radius R is seen as a disc of radius R. After: of
 * their images under L; the ball is seen as an ellipse, R times `P L B`, with P the plane and B the ball of radius 1.
 * @param classifier - A trained classifier.
 * @param view - Which.
 * @returns The plane.
 */
export function planeOf(classifier: FittedClassifier, view: View): Plane {
  const { training, embedding, map } = classifier;
  const { scale } = map;
  const rows = sampleRows(training.rows, ENOUGH, 0);
  const center = meanOf(training, rows);
  if (view === 'before') {
    const picked = pickRows(training, rows);
    const values = picked.values.map((x, at) => x / scale[at % scale.length]);
    const axes = finish(principalAxes({ ...picked, values }, 2));
    return { axes, scale, center };
  }
  const plane = finish(principalAxes(pickRows(embedding, rows), 2));
  return { axes: multiplyDense(plane, unfoldScale(map)), scale, center };
}

/**
 * Where rows are in a plane.
 * @param plane - The plane.
 * @param data - Raw rows, n × d.
 * @returns A point for each.
 */
export function projectRows(
  { axes, scale, center }: Plane,
  { values, columns }: Dense,
): Point[] {
  const points: Point[] = [];
  for (let at = 0; at < values.length; at += columns) {
    let x = 0;
    let y = 0;
    for (let k = 0; k < columns; k++) {
      const value = (values[at + k] - center[k]) / scale[k];
      x += axes.values[k] * value;
      y += axes.values[columns + k] * value;
    }
    points.push([x, y]);
  }
  return points;
}

/** Where something is. */
export type Point = [x: number, y: number];

/** An ellipse about the origin: half of its axes, and how far the longer one is turned from the first direction. */
export interface Ellipse {
  longer: number;
  shorter: number;
  /** In radians. */
  angle: number;
}

/**
 * How a ball of radius 1, in standardized columns, is seen in a plane: with A its axes, the points A e for all ‖e‖ ≤ 1, whose
 * half axes are the roots of the eigenvalues of A Aᵀ.
 * @param plane - The plane.
 * @returns The ellipse; a circle of radius 1 where the axes are orthogonal and of unit length.
 */
export function ballIn({ axes }: Plane): Ellipse {
  const { columns } = axes;
  // squares may be too large or too small to be numbers
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
    // rounding must not make it less than nothing
    shorter: unit * Math.sqrt(Math.max(0, middle - apart)),
    angle: Math.atan2(2 * xy, xx - yy) / 2,
  };
}

function meanOf({ values, columns }: Dense, rows: Int32Array): Float64Array {
  const mean = new Float64Array(columns);
  for (const row of rows) {
    for (let k = 0; k < columns; k++) {
      mean[k] += values[row * columns + k] / rows.length;
    }
  }
  return mean;
}

function multiplyDense(left: Dense, right: Dense): Dense {
  const { rows, columns: inner } = left;
  const { columns } = right;
  const values = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < inner; k++) {
      const factor = left.values[row * inner + k];
      for (let column = 0; column < columns; column++) {
        values[row * columns + column] +=
          factor * right.values[k * columns + column];
      }
    }
  }
  return { values, rows, columns };
}
