import { runSync } from '../../src/async/work.ts';
import { toDense } from '../../src/data/Dense.ts';
import type { FittedClassifier } from '../../src/estimators/classifier/FittedClassifier.ts';
import { embedQueries } from '../../src/estimators/classifier/FittedClassifier.ts';

/** The squared distances of all training rows from a row, as the classifier computes them. */
export function squaredDistancesFrom(
  classifier: FittedClassifier,
  row: number[],
): Float64Array {
  const { values, rows, columns } = classifier.embedding;
  const query = toDense([row], 'row');
  const image = runSync(embedQueries(classifier, query)).values;
  return Float64Array.from({ length: rows }, (_, other) =>
    image.reduce(
      (sum, value, k) => sum + (value - values[other * columns + k]) ** 2,
      0,
    ),
  );
}
