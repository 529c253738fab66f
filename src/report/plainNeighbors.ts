import type { FittedClassifier } from '../estimators/FittedClassifier.ts';
import { MetricKNN } from '../estimators/MetricKNN.ts';
import { learnerOf } from '../estimators/MetricLearner.ts';
import { toRows } from '../validation/dense.ts';

/**
 * What a classifier is to be held against: the same rows and the same k, by Euclidean distance of the columns, each divided by what
 * the classifier divides it by. Radii of both are in the same units then.
 * @param classifier - A trained classifier.
 * @returns Plain k-NN.
 */
export function plainNeighbors({
  k,
  training,
  map,
}: FittedClassifier): MetricKNN {
  const { columns, classes } = training;
  const values = new Float64Array(columns * columns);
  for (let at = 0; at < columns; at++) {
    values[at * (columns + 1)] = 1 / map.scale[at];
  }
  const metric = learnerOf(
    { margin: false, solver: { name: 'lbfgs', maxIterations: 0 } },
    {
      components: { values, rows: columns, columns },
      center: new Float64Array(columns),
      scale: map.scale,
      summary: {
        iterations: 0,
        evaluations: 0,
        converged: false,
        reason: 'maxIterations',
        objective: 0,
        loss: 0,
        margin: 0,
        penalty: 0,
        marginTarget: null,
        triplets: 0,
        threads: 1,
        history: [],
      },
    },
  );
  const labels = Array.from(training.codes, (code) => classes[code]);
  return MetricKNN.fromMetric(metric, toRows(training), labels, { k });
}
