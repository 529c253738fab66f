import { certify } from '../certification/certify.ts';
import type { MetricKNN } from '../estimators/MetricKNN.ts';
import { fittedClassifierOf } from '../estimators/MetricKNN.ts';

/** How far rows may be moved, in standard deviations. */
export interface TestRadii {
  /** For each row; 0 for what is predicted wrong, infinite for a prediction that nothing changes. */
  radii: number[];
  /** The diagonal of the box around the training rows: what an infinite radius counts as in a mean. */
  diagonal: number;
}

/**
 * Certifies rows.
 * @param classifier - A trained `MetricKNN`.
 * @param X - Rows.
 * @param isRight - Whether each is predicted right.
 * @returns Their radii.
 * @throws {TypeError} Another classifier.
 */
export function testRadii(
  classifier: unknown,
  X: number[][],
  isRight: readonly boolean[],
): TestRadii {
  const knn = classifier as MetricKNN;
  const { training, map } = fittedClassifierOf(knn, 'a certified radius');
  const { values, columns } = training;
  const sides = Array.from(map.scale, (scale, column) => {
    let low = Infinity;
    let high = -Infinity;
    for (let at = column; at < values.length; at += columns) {
      low = Math.min(low, values[at]);
      high = Math.max(high, values[at]);
    }
    return (high - low) / scale;
  });
  return {
    radii: certify(knn, X).map(({ radius }, row) =>
      isRight[row] ? radius : 0,
    ),
    diagonal: Math.hypot(...sides),
  };
}
