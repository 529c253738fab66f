import type { FittedClassifier } from '../estimators/FittedClassifier.ts';
import { MetricKNN } from '../estimators/MetricKNN.ts';
import { learnerOf } from '../estimators/MetricLearner.ts';
import type { Dense } from '../validation/dense.ts';
import { toRows } from '../validation/dense.ts';

import { pick } from './sampleRows.ts';

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
  const metric = learnerOf(
    { margin: false, solver: { name: 'lbfgs', maxIterations: 0 } },
    {
      components: plainMap(map.scale),
      center: new Float64Array(training.columns),
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
  const labels = pick(training.classes, training.codes);
  return MetricKNN.fromMetric(metric, toRows(training), labels, { k });
}

/**
 * The map that divides each column by what it is to be divided by, and changes nothing else.
 * @param scale - That, of each column.
 * @returns L, d × d.
 */
export function plainMap(scale: Float64Array): Dense {
  const columns = scale.length;
  const values = new Float64Array(columns * columns);
  for (const [at, size] of scale.entries()) {
    values[at * (columns + 1)] = 1 / size;
  }
  return { values, rows: columns, columns };
}
