import type { Point } from '../../src/report/figures/planes.ts';

/** How much room there is around what is shown, as a part of it. */
const ROOM = 0.08;

/** What is shown, and where: one unit is equally long along both axes. */
export interface Viewport {
  /** What is in the middle. */
  center: Point;
  /** Pixels of a unit. */
  unit: number;
}

/**
 * What shows all points.
 * @param points - A pair for each.
 * @param width - Pixels.
 * @param height - Pixels.
 * @returns A viewport.
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
  const part = 1 - 2 * ROOM;
  const unit = Math.min((part * width) / wide, (part * height) / tall);
  return {
    center: [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2],
    // all points are one
    unit: Number.isFinite(unit) ? unit : Math.min(width, height) / 4,
  };
}

/**
 * Goes some way from one viewport to another.
 * @param from - One.
 * @param to - The other.
 * @param part - From 0 to 1.
 * @returns One in between.
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
