import type { Work } from '../../async/work.ts';
import type { Dense } from '../../data/Dense.ts';
import type { LabelledData } from '../../data/LabelledData.ts';
import type { FittedMetric, RowMap } from '../../fit/FittedMetric.ts';
import { embedInPieces } from '../../fit/FittedMetric.ts';
import type { MetricLearnerOptions } from '../../fit/metricLearnerOptions.ts';
import type { Standardization } from '../../fit/standardize.ts';
import { measureColumns } from '../../fit/standardize.ts';
import { checkSpread } from '../../neighbors/pairs/checkSpread.ts';

/** The metric of a classifier. */
export interface LearnedMetric {
  /** The options it was learned with. */
  options: MetricLearnerOptions;
  fitted: FittedMetric;
  /** Whether it came from `fromMetric`: training then replaces the rows, and leaves the metric as it is. */
  isFrozen: boolean;
  /** Whether rows were added or removed since it was learned: its options then do not follow from the training rows. */
  hasOtherRows?: boolean;
}

/** The result of training; never changed afterwards. */
export interface FittedClassifier {
  /** The number of rows that vote. */
  k: number;
  /** The raw training rows, n × d, with their class codes and labels. */
  training: LabelledData;
  /** Z, n × r: the training rows between which distances are measured. */
  embedding: Dense;
  /**
   * L, r × d, in the units of the raw input, with the center and the standard deviation of each column. Without a
   * metric: the identity, zeros, and the standard deviations of the training columns (1 for a constant one).
   * `unfoldScale` multiplies L by the standard deviations: it then acts on standardized columns.
   */
  map: RowMap & Standardization;
  /** `undefined`: rows are compared as they are. */
  metric: LearnedMetric | undefined;
}

/**
 * Maps the training rows.
 * @throws {RangeError} If rows are so large that an image, or the distance between two of them, is not finite.
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

/**
 * Maps rows as the training rows were mapped.
 * @param data - Raw rows, q × d.
 * @returns q × r.
 * @throws {RangeError} If a row is so large that its image is not finite.
 */
export function* embedQueries(
  { metric, map }: FittedClassifier,
  data: Dense,
): Work<Dense> {
  return metric ? yield* embedInPieces(map, data) : data;
}

function identity(size: number): Dense {
  const values = new Float64Array(size * size);
  for (let at = 0; at < values.length; at += size + 1) values[at] = 1;
  return { values, rows: size, columns: size };
}
