import type { Dense } from '../../data/Dense.ts';
import { toRows } from '../../data/Dense.ts';
import type { FittedClassifier } from '../../estimators/classifier/FittedClassifier.ts';
import { MetricKNN } from '../../estimators/classifier/MetricKNN.ts';
import { learnerOf } from '../../estimators/learner/MetricLearner.ts';

import { pick } from './sampleRows.ts';

/**
 * The baseline of a classifier: plain k-NN with the same rows and the same k, by Euclidean distance on columns that are
 * divided by the same scale. The radii of both are then in the same units.
 * @param classifier - A trained classifier.
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
 * The map that divides each column by its scale.
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
