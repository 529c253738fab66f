import KNN from 'ml-knn';

import type { Split } from '../data/readTraining.ts';

const NEIGHBORS = 3;

/**
 * 3-NN accuracy: the fraction of test rows whose class is that of most of their three nearest training rows.
 * @param components - L.
 * @returns From 0 to 1.
 */
export function accuracy(
  { train, test }: Split,
  components: number[][],
): number {
  const embed = (rows: number[][]) =>
    rows.map((row) =>
      components.map((weights) =>
        weights.reduce((sum, weight, k) => sum + weight * row[k], 0),
      ),
    );
  const knn = new KNN(embed(train.X), train.y, { k: NEIGHBORS });
  const predictions = knn.predict(embed(test.X));
  const right = predictions.filter((label, row) => label === test.y[row]);
  return right.length / test.y.length;
}
