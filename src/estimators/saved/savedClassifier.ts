import { toRows } from '../../data/Dense.ts';
import type { LabelledData } from '../../data/LabelledData.ts';
import { checkBatch, checkLabelledData } from '../../data/LabelledData.ts';
import type { Label } from '../../data/labels.ts';
import type { FittedMetric } from '../../fit/FittedMetric.ts';
import { resolveLearner } from '../../fit/mean/learnerOptions.ts';
import type { MetricLearnerOptions } from '../../fit/metricLearnerOptions.ts';
import { checkBoolean, isPlainObject } from '../../options/checks.ts';
import { withPrefix } from '../../options/withPrefix.ts';
import type {
  FittedClassifier,
  LearnedMetric,
} from '../classifier/FittedClassifier.ts';
import type {
  KNNSettings,
  MetricKNNOptions,
} from '../classifier/metricKNNOptions.ts';
import { limitTargetsToClassSize } from '../classifier/metricKNNOptions.ts';
import { MetricLearner } from '../learner/MetricLearner.ts';

import { checkParts, readSaved } from './readSaved.ts';
import type { SavedModel } from './savedMetric.ts';
import { checkAgreement, readModel, saveMetric } from './savedMetric.ts';

/** The version of the format that is written, and the newest that is read. */
const VERSION = 1;

/** A `MetricKNN` as plain JSON, training rows included. */
export interface SavedClassifier {
  name: 'MetricKNN';
  /** The version of the format. */
  version: typeof VERSION;
  /** The options as they were given. */
  options: MetricKNNOptions;
  /** The result of training; `null` before `train`. */
  model: {
    /** The learned metric; `null` if the option `metric` is false. */
    metric: SavedModel | null;
    /** Whether the metric came from `fromMetric`. */
    frozen: boolean;
    /** The options that the metric was learned with, if rows were added or removed since; absent otherwise. */
    learned?: MetricLearnerOptions;
    /** n × d: the raw training rows. */
    X: number[][];
    /** n labels. */
    y: Label[];
  } | null;
}

/** The result of training, as saved. */
export interface SavedTraining {
  metric: FittedMetric | undefined;
  isFrozen: boolean;
  /** The options of a metric that was learned from other rows. */
  learned: MetricLearnerOptions | undefined;
  training: LabelledData;
}

/** Writes options and training as plain JSON. */
export function saveClassifier(
  options: MetricKNNOptions,
  classifier: FittedClassifier | undefined,
): SavedClassifier {
  return {
    name: 'MetricKNN',
    version: VERSION,
    options,
    model: classifier ? writeTraining(classifier) : null,
  };
}

function writeTraining({
  metric,
  training,
}: FittedClassifier): SavedClassifier['model'] {
  const { codes, classes } = training;
  return {
    metric: metric ? saveMetric(metric.options, metric.fitted).model : null,
    frozen: metric?.isFrozen ?? false,
    ...(metric?.hasOtherRows &&
      !metric.isFrozen && { learned: metric.options }),
    X: toRows(training),
    y: Array.from(codes, (code) => classes[code]),
  };
}

/**
 * Reads what `saveClassifier` wrote, and nothing else.
 * @param json - Its text, or what `JSON.parse` made of it.
 * @returns The options, unchecked, and the training, checked except against the options.
 * @throws {TypeError|RangeError} Anything else: another object, a newer version, missing, unknown or misshapen parts.
 */
export function readClassifier(json: unknown): {
  options: MetricKNNOptions;
  saved: SavedTraining | undefined;
} {
  const { options, model } = readSaved(json, 'MetricKNN', VERSION);
  return {
    options: options as MetricKNNOptions,
    saved: model === null ? undefined : readTraining(model),
  };
}

function readTraining(model: unknown): SavedTraining {
  const parts = ['metric', 'frozen', 'X', 'y'];
  if (isPlainObject(model) && 'learned' in model) parts.push('learned');
  checkParts(model, 'json.model', parts);
  const isFrozen = checkBoolean(model.frozen, 'json.model.frozen');
  if ('learned' in model && (isFrozen || model.metric === null)) {
    throw new TypeError(
      'json.model.learned must be absent unless the metric was learned by the classifier',
    );
  }
  const metric =
    model.metric === null
      ? undefined
      : readModel(model.metric, 'json.model.metric');
  const X = model.X as number[][];
  const y = model.y as Label[];
  const columns = metric?.components.columns;
  const check = metric && !isFrozen ? checkLabelledData : checkBatch;
  const training = check(X, y, columns, 'json.model.');
  const learned = model.learned as MetricLearnerOptions | undefined;
  return { metric, isFrozen, learned, training };
}

/**
 * Checks that a training agrees with its options.
 * @returns Its metric; `undefined`: none.
 * @throws {TypeError|RangeError} If these options could not have led to this training.
 */
export function checkTraining(
  { metric, isFrozen, learned, training }: SavedTraining,
  { learner }: KNNSettings,
): LearnedMetric | undefined {
  if (!learner && metric) {
    throw new TypeError(
      'json.model.metric must be null if options.metric is false, got an object',
    );
  }
  if (!learner && isFrozen) {
    throw new RangeError(
      'json.model.frozen must be false if options.metric is false, got true',
    );
  }
  if (!learner) return undefined;
  if (!metric) {
    throw new TypeError(
      'json.model.metric must be an object unless options.metric is false, got null',
    );
  }
  const name = 'json.model.metric';
  if (learned !== undefined) {
    checkAgreement(metric, resolveLearner(learner.options), name);
    const { options } = withPrefix(
      'json.model.learned',
      () => new MetricLearner(learned),
    );
    checkAgreement(metric, resolveLearner(options), name);
    return { options, fitted: metric, isFrozen, hasOtherRows: true };
  }
  const options = isFrozen
    ? learner.options
    : limitTargetsToClassSize(learner.options, training);
  checkAgreement(metric, resolveLearner(options), name);
  return { options, fitted: metric, isFrozen };
}
