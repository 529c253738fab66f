import { checkSpread } from '../neighbors/checkSpread.ts';
import type { Dense } from '../validation/dense.ts';
import type { LabelledData } from '../validation/labelledData.ts';
import type { Work } from '../work.ts';

import type { FittedMetric, RowMap } from './FittedMetric.ts';
import { embedInPieces } from './FittedMetric.ts';
import type { MetricLearnerOptions } from './metricLearnerOptions.ts';
import type { Standardization } from './standardize.ts';
import { measureColumns } from './standardize.ts';

/** A metric that a classifier has. */
export interface LearnedMetric {
  /** What it was told. */
  options: MetricLearnerOptions;
  fitted: FittedMetric;
  /** Whether it came from elsewhere: training then takes other rows, and leaves the metric as it is. */
  isFrozen: boolean;
}

/** What training leaves behind; never changed afterwards. */
export interface FittedClassifier {
  /** How many rows vote. */
  k: number;
  /** The training rows as they were given, n × d; their class codes, and the labels these stand for. */
  training: LabelledData;
  /** Z, n × r: the training rows as distances are measured between them. */
  embedding: Dense;
  /**
   * L, r × d, in the units of the raw input, and center and standard deviation of each column. Without a metric: the
   * identity, zeros, and the deviations of the training columns (1 for a constant one). `unfoldScale` takes the deviations
   * out of L again: it then acts on standardized columns.
   */
  map: RowMap & Standardization;
  /** `undefined`: rows are taken as they are. */
  metric: LearnedMetric | undefined;
}

/**
 * Maps the training rows.
 * @throws {RangeError} Rows so large that an image, or the distance between two of them, is not finite.
 */
export function* createClassifier(
  k: number,
  training: LabelledData,
  metric: LearnedMetric | undefined,
): Work<FittedClassifier> {
  if (metric) {
    const map = metric.fitted;
    const embedding = yield* embedInPieces(map, training);
    return { k, training, embedding, map, metric };
  }
  checkSpread(training);
  const { columns } = training;
  const { scale } = yield* measureColumns(training);
  const components = identity(columns);
  const map = { components, center: new Float64Array(columns), scale };
  return { k, training, embedding: training, map, metric };
}

function identity(size: number): Dense {
  const values = new Float64Array(size * size);
  for (let at = 0; at < values.length; at += size + 1) values[at] = 1;
  return { values, rows: size, columns: size };
}
