import KNN from 'ml-knn';
import { Matrix } from 'ml-matrix';
import type { MetricLearnerOptions } from 'ml-metric-learning';
import { MetricLearner, stratifiedShuffleSplit } from 'ml-metric-learning';

import { methods as all } from '../../benchmark/methods.ts';

import { plainRadius } from './plainRadius.ts';

/** 3-NN accuracy, and the mean certified 3-NN radius for the true label in standard deviations, on test rows. */
export interface Quality {
  accuracy: number;
  radius: number;
}

const { Euclidean, LMNN, 'LMNN + margin': both } = all;

/** Metrics with reference figures. */
export const methods: Record<string, MetricLearnerOptions> = {
  Euclidean,
  LMNN,
  'LMNN + margin': both,
};

/** Means over seeded, stratified 70/30 splits. */
export function measure(
  X: number[][],
  y: string[],
  options: MetricLearnerOptions,
  repeats: number,
): Quality {
  const mean: Quality = { accuracy: 0, radius: 0 };
  for (const { train, test } of stratifiedShuffleSplit(y, { repeats })) {
    const pick = <Item>(items: Item[], rows: number[]) =>
      rows.map((row) => items[row]);
    const quality = measureSplit(
      { X: pick(X, train), y: pick(y, train) },
      { X: pick(X, test), y: pick(y, test) },
      options,
    );
    mean.accuracy += quality.accuracy / repeats;
    mean.radius += quality.radius / repeats;
  }
  return mean;
}

interface Rows {
  X: number[][];
  y: string[];
}

function measureSplit(
  train: Rows,
  test: Rows,
  options: MetricLearnerOptions,
): Quality {
  const metric = new MetricLearner(options).fit(train.X, train.y);
  const knn = new KNN(metric.transform(train.X), train.y, {
    k: 3,
    distance: metric.embeddingDistance,
  });
  const predictions = knn.predict(metric.transform(test.X));
  const right = predictions.filter((label, row) => label === test.y[row]);

  const { center, scale } = metric;
  const standardized = (rows: number[][]) =>
    rows.map((row) => row.map((value, k) => (value - center[k]) / scale[k]));
  const trainX = standardized(train.X);
  const M = metric
    .mahalanobisMatrix()
    .mulRowVector(scale)
    .mulColumnVector(scale);
  const radii = standardized(test.X).map((query, row) => {
    const inClass = train.y.map((label) => label === test.y[row]);
    return plainRadius(trainX, inClass, Matrix.checkMatrix(M), query, 3);
  });
  return {
    accuracy: right.length / test.y.length,
    radius: radii.reduce((a, b) => a + b) / radii.length,
  };
}
