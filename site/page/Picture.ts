import type { Ellipse, Point } from '../../src/report/figures/planes.ts';
import type { View } from '../protocol.ts';

import type { Viewport } from './Viewport.ts';

/** All that is drawn. */
export interface Picture {
  view: View;
  viewport: Viewport;
  points: Float32Array;
  /** The number of each one's class. */
  codes: Int32Array;
  query: Point;
  /** What is said of the query; `undefined`: not yet. */
  answer?: {
    /** Where it was asked: the query may be elsewhere by now. */
    at: Point;
    code: number;
    radius: number;
    ball: Ellipse;
    adversary?: { at: Point; code: number };
  };
}

/** Colours of the page, by their names in its style. */
export type Palette = (name: string) => string;
