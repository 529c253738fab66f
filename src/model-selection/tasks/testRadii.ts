import { certify } from '../../certification/certify.ts';
import type { MetricKNN } from '../../estimators/classifier/MetricKNN.ts';
import { fittedClassifierOf } from '../../estimators/classifier/MetricKNN.ts';

/** Certified radii of rows, in standard deviations. */
export interface TestRadii {
  /** One radius per row; 0 if it is predicted incorrectly, infinite if nothing changes its prediction. */
  radii: number[];
  /** The diagonal of the bounding box of the training rows, as which an infinite radius counts in a mean. */
  diagonal: number;
}

/**
 * Certifies rows.
 * @param X - Rows.
 * @param isRight - Whether each row is predicted correctly.
 * @throws {TypeError} If the classifier is not a trained `MetricKNN`.
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
