import KNN from 'ml-knn';
import type { MetricLearnerOptions, Split } from 'ml-metric-learning';
import { MetricLearner, tripletMargins } from 'ml-metric-learning';

import type { Estimate } from './estimate.ts';
import { estimate, mean } from './estimate.ts';
import type { Table } from './readTable.ts';

/** The quality of a metric on test rows. */
export interface Score {
  /** The share of the test rows that 3-NN predicts correctly. */
  accuracy: Estimate;
  /**
   * The distance that a test row has to move until its nearest impostor is as near as a target, in standard deviations.
   */
  margin: Estimate;
  /** Seconds per fit. */
  seconds: Estimate;
}

/**
 * Learns a metric on the training rows of each split, and measures it on the test rows.
 * @param table - The data.
 * @param splits - Training and test rows.
 * @param options - What to learn.
 * @param onSplit - Called after each split.
 * @returns Means over the splits.
 */
export function compare(
  table: Table,
  splits: Split[],
  options: MetricLearnerOptions,
  onSplit: () => void,
): Score {
  const scores = splits.map((split) => {
    const score = scoreSplit(table, split, options);
    onSplit();
    return score;
  });
  return {
    accuracy: estimate(scores.map((score) => score.accuracy)),
    margin: estimate(scores.map((score) => score.margin)),
    seconds: estimate(scores.map((score) => score.seconds)),
  };
}

function scoreSplit(
  { X, y }: Table,
  { train, test }: Split,
  options: MetricLearnerOptions,
): Record<keyof Score, number> {
  const trainX = train.map((row) => X[row]);
  const trainY = train.map((row) => y[row]);
  const testX = test.map((row) => X[row]);
  const testY = test.map((row) => y[row]);

  const started = performance.now();
  const metric = new MetricLearner(options).fit(trainX, trainY);
  const seconds = (performance.now() - started) / 1000;

  const knn = new KNN(metric.transform(trainX), trainY, {
    k: 3,
    distance: metric.embeddingDistance,
  });
  const predictions = knn.predict(metric.transform(testX));
  const correct = predictions.filter((label, row) => label === testY[row]);

  // the nearest impostor is the first to change a prediction
  const margins = tripletMargins(
    metric,
    { X: trainX, y: trainY },
    { X: testX, y: testY },
    { targets: 3, impostors: 1 },
  );
  return {
    accuracy: correct.length / test.length,
    margin: mean(margins),
    seconds,
  };
}
