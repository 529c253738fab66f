import type { Ellipse, Point } from '../../src/report/figures/planes.ts';
import type { View } from '../protocol.ts';

import type { Viewport } from './Viewport.ts';

/** The contents of the map. */
export interface Picture {
  view: View;
  viewport: Viewport;
  points: Float32Array;
  /** The class code of each row. */
  codes: Int32Array;
  query: Point;
  /** The prediction of the query; `undefined`: not yet. */
  answer?: {
    /** The position for which it was requested: the query may have moved since. */
    at: Point;
    code: number;
    radius: number;
    ball: Ellipse;
    adversary?: { at: Point; code: number };
  };
}

/** Colours of the page, by their names in the style sheet. */
export type Palette = (name: string) => string;
