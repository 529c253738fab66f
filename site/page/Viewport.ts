import type { Point } from '../../src/report/figures/planes.ts';

/** The margin on each side, as a fraction of the size. */
const PADDING = 0.08;

/** The visible part of the map; a unit has the same length along both axes. */
export interface Viewport {
  /** The center of the map. */
  center: Point;
  /** Pixels per unit. */
  unit: number;
}

/**
 * The viewport that contains all points.
 * @param points - Two coordinates per point.
 * @param width - Pixels.
 * @param height - Pixels.
 */
export function viewportOf(
  points: Float32Array,
  width: number,
  height: number,
): Viewport {
  const low: Point = [Infinity, Infinity];
  const high: Point = [-Infinity, -Infinity];
  for (const [at, value] of points.entries()) {
    low[at % 2] = Math.min(low[at % 2], value);
    high[at % 2] = Math.max(high[at % 2], value);
  }
  const [wide, tall] = [high[0] - low[0], high[1] - low[1]];
  const part = 1 - 2 * PADDING;
  const unit = Math.min((part * width) / wide, (part * height) / tall);
  return {
    center: [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2],
    // all points coincide
    unit: Number.isFinite(unit) ? unit : Math.min(width, height) / 4,
  };
}

/**
 * Interpolates between two viewports.
 * @param part - From 0 to 1.
 */
export function between(from: Viewport, to: Viewport, part: number): Viewport {
  const mix = (a: number, b: number) => a + part * (b - a);
  return {
    center: [
      mix(from.center[0], to.center[0]),
      mix(from.center[1], to.center[1]),
    ],
    unit: mix(from.unit, to.unit),
  };
}
