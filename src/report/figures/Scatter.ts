import type { Label } from '../../data/labels.ts';
import type { AxisNames } from '../drawing/plot.ts';

import type { Ellipse } from './planes.ts';

/** Labelled points in a plane. */
export interface Scatter {
  /** n pairs of finite numbers. */
  points: ArrayLike<ArrayLike<number>>;
  /** n labels, one per point. */
  labels: ArrayLike<Label>;
  /**
   * All classes, for the same colours in several figures.
   * @default the classes of the labels
   */
  classes?: Label[];
  /**
   * n names, shown when the pointer is on a point.
   * @default 'row 0', 'row 1', …
   */
  names?: ArrayLike<string>;
  /**
   * n radii, drawn around the points; infinite ones are not drawn.
   * @default none
   */
  radii?: ArrayLike<number>;
  /**
   * The shape of a radius of 1.
   * @default a circle of radius 1
   */
  ball?: Ellipse;
  /** The names of the axes. */
  axes: AxisNames;
}
