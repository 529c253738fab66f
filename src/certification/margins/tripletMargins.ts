import type { Matrix } from 'ml-matrix';

import { runSync } from '../../async/work.ts';
import type { Dense, Rows } from '../../data/Dense.ts';
import type { LabelledData } from '../../data/LabelledData.ts';
import { checkLabelledData, placeBefore } from '../../data/LabelledData.ts';
import type { Labels } from '../../data/labels.ts';
import type { MetricLearner } from '../../estimators/learner/MetricLearner.ts';
import { checkMetric } from '../../estimators/learner/checkMetric.ts';
import { standardize } from '../../fit/standardize.ts';
import { multiplyByTranspose } from '../../kernels/products/multiply.ts';
import { createMarginPairs } from '../../margin/MarginPairs.ts';
import { signedMargins } from '../../margin/signedMargins.ts';
import { mineQueryTriplets } from '../../neighbors/triplets/mineTriplets.ts';
import type { TripletOptions } from '../../neighbors/triplets/miningOptions.ts';
import { resolveTripletOptions } from '../../neighbors/triplets/miningOptions.ts';

import { checkMargin } from './adversarialExample.ts';

/** Rows with their labels. */
export interface LabelledRows {
  /** n × d raw rows. */
  X: Rows;
  /** n labels. */
  y: Labels;
}

/**
 * The signed adversarial margins of the triplets of some rows under a fitted metric: how far each anchor may move, in
 * standard deviations of the training columns, until its impostor is as near as its target; negative if the impostor is
 * nearer already (arXiv 2006.05945, section 3). Targets and impostors are the nearest training rows of the anchor's
 * class and of other classes in the input space, as in `fit`; all of them where there are fewer. A training row that is
 * also a test row is its own nearest target. O(test · training · d) time, O(test · targets · impostors) memory.
 * @param metric - A fitted metric.
 * @param training - The rows among which targets and impostors are searched; at least two classes.
 * @param test - The anchors; every class must be one of the training rows.
 * @param options - How many targets and impostors per anchor.
 * @returns One margin per triplet, ordered by anchor, then target, then impostor.
 * @throws {TypeError|RangeError} If the metric is not fitted, rows have the wrong width or entries that are not finite,
 * a label of test is not a class of training, or rows are so far apart that a margin is not finite.
 */
export function tripletMargins(
  metric: MetricLearner,
  training: LabelledRows,
  test: LabelledRows,
  options: TripletOptions = {},
): Float64Array {
  const counts = resolveTripletOptions(options);
  checkMetric(metric);
  const { components } = metric;
  const { columns } = components;
  const searched = checkLabelledData(
    training?.X,
    training?.y,
    columns,
    'training.',
  );
  const data = placeBefore(test?.X, test?.y, searched, 'test.');
  const inputs = standardizeAs(metric, data);
  const anchors = data.rows - searched.rows;
  const triplets = runSync(mineQueryTriplets(inputs, anchors, counts));
  // the metric as it is on standardized rows: its pull-back W = X M is measured there
  const map = components.mulRowVector(metric.scale);
  const gram = map.transpose().mmul(map);
  const pairs = runSync(createMarginPairs(triplets, inputs.rows));
  const margins = runSync(
    signedMargins(
      timesTranspose(inputs, map),
      timesTranspose(inputs, gram),
      pairs,
    ),
  );
  for (const margin of margins) checkMargin(margin);
  return margins;
}

function standardizeAs(
  metric: MetricLearner,
  data: LabelledData,
): LabelledData {
  const center = Float64Array.from(metric.center);
  const scale = Float64Array.from(metric.scale);
  return runSync(standardize(data, { center, scale }));
}

function timesTranspose(inputs: Dense, matrix: Matrix): Dense {
  const { rows, columns } = inputs;
  const values = new Float64Array(rows * matrix.rows);
  const entries = Float64Array.from(matrix.to1DArray());
  multiplyByTranspose(
    inputs.values,
    entries,
    values,
    rows,
    matrix.rows,
    columns,
  );
  return { values, rows, columns: matrix.rows };
}
