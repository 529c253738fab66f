import type { GrowthPoint } from '../rows/Row.ts';

import type { GrowthEntry } from './Report.ts';
import { digits } from './digits.ts';

/**
 * The exponent of n in the seconds: the slope of the least-squares line through the logarithms.
 * @param points - At least two.
 */
export function slopeOf(points: GrowthPoint[]): number {
  const x = points.map(({ rows }) => Math.log(rows));
  const y = points.map(({ seconds }) => Math.log(seconds));
  const meanX = x.reduce((sum, value) => sum + value, 0) / x.length;
  const covariance = x.reduce((sum, v, at) => sum + (v - meanX) * y[at], 0);
  return covariance / x.reduce((sum, v) => sum + (v - meanX) ** 2, 0);
}

/** Describes a curve in one line. */
export function describeGrowth({ work, figures }: GrowthEntry): string {
  const points = figures.map(
    ({ rows, seconds }) =>
      `${digits(seconds)} s at ${rows.toLocaleString('en')} rows`,
  );
  const slope = slopeOf(figures).toFixed(2);
  return `${work}: ${points.join(', ')}; log-log slope ${slope}`;
}
