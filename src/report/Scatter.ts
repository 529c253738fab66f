import type { Label } from '../validation/labels.ts';

import type { Ellipse } from './planes.ts';
import type { AxisNames } from './plot.ts';

/** Labelled points in a plane. */
export interface Scatter {
  points: ArrayLike<ArrayLike<number>>;
  /** The class of each. */
  labels: ArrayLike<Label>;
  /** All classes, so that several figures give each the same colour. Default: those of the labels. */
  classes?: Label[];
  /** What each is called when it is pointed at. Default: 'row 0', 'row 1', … */
  names?: ArrayLike<string>;
  /** How far each may move. */
  radii?: ArrayLike<number>;
  /** What a radius of 1 looks like. Default: a circle of radius 1. */
  ball?: Ellipse;
  /** What the axes are. */
  axes: AxisNames;
}
