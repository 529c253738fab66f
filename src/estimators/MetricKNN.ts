import { isAnyArray } from 'is-any-array';
import type { AbstractMatrix } from 'ml-matrix';

import type { Rows } from '../validation/dense.ts';
import { toDense, toRows, toVector } from '../validation/dense.ts';
import { describe } from '../validation/describe.ts';
import type { LabelledData } from '../validation/labelledData.ts';
import { checkBatch, checkLabelledData } from '../validation/labelledData.ts';
import type { Label, Labels } from '../validation/labels.ts';
import { checkOptionNames } from '../validation/options.ts';
import type { Tensor } from '../validation/tensor.ts';
import { finish } from '../work.ts';

import type { FittedClassifier, LearnedMetric } from './FittedClassifier.ts';
import { createClassifier } from './FittedClassifier.ts';
import { MetricLearner, fittedMetricOf, learnerOf } from './MetricLearner.ts';
import type { AsyncOptions } from './Pacer.ts';
import { Pacer, checkWatch } from './Pacer.ts';
import { findNeighbors } from './findNeighbors.ts';
import type { FitReport } from './learnAsync.ts';
import { learnAsync } from './learnAsync.ts';
import { learnMetric } from './learnMetric.ts';
import type { KNNSettings, MetricKNNOptions } from './metricKNNOptions.ts';
import { checkK, resolveKNNOptions } from './metricKNNOptions.ts';
import type { MetricLearnerOptions } from './metricLearnerOptions.ts';
import { resolveOptions } from './metricLearnerOptions.ts';
import { predictCodes } from './predictCodes.ts';
import type { SavedClassifier } from './savedClassifier.ts';
import {
  checkTraining,
  readClassifier,
  saveClassifier,
} from './savedClassifier.ts';
import { suitTargets } from './suitTargets.ts';

/** How many neighbours to find, and that alone. */
export interface NeighborOptions {
  /**
   * How many of each row.
   * @default the k of the classifier
   */
  k?: number;
}

/** The nearest training rows of some rows: an array for each, nearest first. */
export interface Neighbors {
  /** Which training rows, from 0. */
  indices: number[][];
  /** How far they are, by the metric. */
  distances: number[][];
}

/** What reaches the inside of a classifier; only the class does. */
let reach: (knn: MetricKNN) => FittedClassifier | undefined;

/**
 * A classifier: the k nearest training rows, under a metric that is learned from them, vote for the class of a row.
 *
 * The class of most of them wins. Classes tie where k is even, or where there are more than two; then the class of the
 * nearest row among the tied classes wins (ml-knn gives it to the farthest). Rows at the same distance go by their index, the
 * lower one first.
 * @example
 * const knn = new MetricKNN({ k: 3, metric: { loss: 'nca' } });
 * knn.train(X, y);
 * knn.predict([[5.9, 3, 4.5, 1.5]]);
 */
export class MetricKNN {
  readonly #settings: KNNSettings;
  /** As they were given: without defaults. */
  readonly #given: readonly string[];
  #classifier: FittedClassifier | undefined;

  static {
    reach = (knn) => knn.#classifier;
  }

  /**
   * A classifier that has not been trained yet.
   * @param options - All optional; see `MetricKNNOptions`.
   * @throws {TypeError|RangeError} Unknown names (the nearest known one is offered), wrong types, values out of range.
   */
  constructor(options: MetricKNNOptions = {}) {
    this.#settings = resolveKNNOptions(options);
    this.#given = Object.keys(options);
  }

  /** The options it was made with, as plain JSON, but for a loss of one's own. A copy. */
  get options(): MetricKNNOptions {
    const { k, learner } = this.#settings;
    const all = { k, metric: learner ? learner.options : (false as const) };
    const given = Object.entries(all).filter(([name]) =>
      this.#given.includes(name),
    );
    return Object.fromEntries(given);
  }

  /** Whether `train` has succeeded, here or before it was saved. */
  get fitted(): boolean {
    return this.#classifier !== undefined;
  }

  /** The labels that are told apart, in order of first appearance. A copy. A `TypeError` before `train`. */
  get classes(): Label[] {
    return this.#trained('classes').training.classes.slice();
  }

  /**
   * The metric by which rows are near, with `summary`, `components` and all else that a `MetricLearner` has; `undefined` if
   * `metric` is false. A copy: what it learns later does not reach the classifier. A `TypeError` before `train`.
   */
  get metric(): MetricLearner | undefined {
    const { metric } = this.#trained('metric');
    return metric && learnerOf(metric.options, metric.fitted);
  }

  /**
   * Learns the metric, and keeps the rows. The data are copied, never changed; if it throws, an earlier training is intact.
   * A classifier that `fromMetric` made keeps its metric, and exchanges the rows.
   * @param X - n × d: arrays, typed arrays or a `Matrix`.
   * @param y - n labels: numbers, strings or booleans; of two classes at least, for a metric to be learned.
   * @returns This.
   * @throws {TypeError} X or y of another kind.
   * @throws {RangeError} Bad shapes, NaN or infinity, fewer rows than k, whatever else `MetricLearner.fit` refuses.
   */
  train(X: Rows, y: Labels): this {
    const training = this.#checkTraining(X, y);
    const options = this.#toLearn(training);
    const metric = options
      ? learned(options, finish(learnMetric(training, resolveOptions(options))))
      : this.#classifier?.metric;
    const { k } = this.#settings;
    this.#classifier = finish(createClassifier(k, training, metric));
    return this;
  }

  /**
   * `train` in turns of a few milliseconds, between which a page draws its frames and a server answers: the same bits. Until
   * it resolves, the classifier is as it was.
   * @param X - n × d: arrays, typed arrays or a `Matrix`.
   * @param y - n labels.
   * @param watch - A signal to give up, and a function to call after each iteration of the metric.
   * @returns This.
   * @throws {TypeError|RangeError} As `train`.
   * @throws {unknown} The signal's reason, within a tenth of a second; what `onProgress` throws or rejects with.
   */
  async trainAsync(
    X: Rows,
    y: Labels,
    watch: AsyncOptions<FitReport> = {},
  ): Promise<this> {
    checkWatch(watch);
    const training = this.#checkTraining(X, y);
    const options = this.#toLearn(training);
    const metric = options
      ? learned(
          options,
          await learnAsync(training, resolveOptions(options), watch),
        )
      : this.#classifier?.metric;
    const { k } = this.#settings;
    const pacer = new Pacer(watch.signal);
    try {
      const work = createClassifier(k, training, metric);
      this.#classifier = await pacer.finish(work, () => undefined);
    } finally {
      pacer.close();
    }
    return this;
  }

  /**
   * The class that most of the k nearest training rows are of.
   * @param X - q × d raw rows; or one row, an array of d numbers.
   * @returns q labels, as they went in; for one row, its label.
   * @throws {TypeError} Before `train`, or X of another kind.
   * @throws {RangeError} Rows of another width, NaN or infinity, rows too far away for their distance to be a number.
   */
  predict(X: ArrayLike<number>): Label;
  predict(X: ArrayLike<ArrayLike<number>> | AbstractMatrix | Tensor): Label[];
  predict(X: ArrayLike<number> | Rows): Label | Label[];
  predict(X: ArrayLike<number> | Rows): Label | Label[] {
    const classifier = this.#trained('predict');
    const { columns, classes } = classifier.training;
    const isSingle = isRow(X);
    const data = isSingle
      ? { values: toVector(X, 'X', columns), rows: 1, columns }
      : toDense(X, 'X', columns);
    const labels = Array.from(
      finish(predictCodes(classifier, data)),
      (code) => classes[code],
    );
    return isSingle ? labels[0] : labels;
  }

  /**
   * How much of some rows is predicted right.
   * @param X - q × d raw rows.
   * @param y - q labels; those that training never saw are never right.
   * @returns From 0 to 1.
   * @throws {TypeError|RangeError} As `predict`; labels of another kind or number.
   */
  score(X: Rows, y: Labels): number {
    const classifier = this.#trained('score');
    const { columns, classes } = classifier.training;
    const data = checkBatch(X, y, columns, '');
    const predictions = finish(predictCodes(classifier, data));
    let right = 0;
    for (const [row, code] of predictions.entries()) {
      if (classes[code] === data.classes[data.codes[row]]) right++;
    }
    return right / data.rows;
  }

  /**
   * Finds the nearest training rows. Exact: all rows are looked at, and distances are made of differences. Rows at the same
   * distance go by their index, the lower one first. A training row that is asked about is its own neighbour.
   * O(q n r) time, O((q + n) d + q k) memory, for n training rows and an embedding of r columns.
   * @param X - q × d raw rows.
   * @param options - Another k.
   * @returns Which rows, and how far they are: by `metric.distance`, or Euclidean if `metric` is false.
   * @throws {TypeError} Before `train`, or X of another kind.
   * @throws {RangeError} As `predict`; a k below 1 or above the number of training rows.
   */
  kneighbors(X: Rows, options: NeighborOptions = {}): Neighbors {
    const classifier = this.#trained('kneighbors');
    const { training } = classifier;
    checkOptionNames(options, 'options', ['k']);
    const { k = classifier.k } = options;
    const count = checkK(k, training.rows);
    const data = toDense(X, 'X', training.columns);
    const found = finish(findNeighbors(classifier, data, count));
    const shape = { rows: data.rows, columns: count };
    return {
      indices: toRows({ ...shape, values: Float64Array.from(found.indices) }),
      distances: toRows({ ...shape, values: found.distances }),
    };
  }

  /**
   * A classifier by a metric that has been learned already, from these rows or from others. The metric is copied, and stays
   * what it is: fitting it again does not reach the classifier, and `train` exchanges the rows only.
   * @param metric - A fitted metric.
   * @param X - n × d raw rows.
   * @param y - n labels; one class will do.
   * @param options - How many rows vote.
   * @returns A trained classifier, whose `options.metric` are those of the metric.
   * @throws {TypeError} Something other than a metric, or one before `fit`; X or y of another kind.
   * @throws {RangeError} Bad shapes, NaN or infinity, fewer rows than k.
   */
  static fromMetric(
    metric: MetricLearner,
    X: Rows,
    y: Labels,
    options: NeighborOptions = {},
  ): MetricKNN {
    if (!(metric instanceof MetricLearner)) {
      throw new TypeError(
        `metric must be a MetricLearner, got ${describe(metric)}`,
      );
    }
    if (!metric.fitted) {
      throw new TypeError('metric must be fitted before a classifier has it');
    }
    checkOptionNames(options, 'options', ['k']);
    const knn = new MetricKNN({ ...options, metric: metric.options });
    const fitted = fittedMetricOf(metric);
    const training = checkBatch(X, y, fitted.components.columns, '');
    const k = checkK(knn.#settings.k, training.rows);
    knn.#classifier = finish(
      createClassifier(k, training, {
        options: metric.options,
        fitted,
        isFrozen: true,
      }),
    );
    return knn;
  }

  /**
   * Options, metric and training rows as plain JSON, for `JSON.stringify`.
   * @returns What `MetricKNN.load` reads.
   * @throws {TypeError} With a loss of one's own, which is no JSON.
   */
  toJSON(): SavedClassifier {
    // a learner with a loss of one's own refuses
    this.#settings.learner?.toJSON();
    return saveClassifier(this.options, this.#classifier);
  }

  /**
   * Restores what `toJSON` gave: the same neighbours, bit for bit.
   * @param json - The object, or its text.
   * @returns A `MetricKNN`, trained if it was.
   * @throws {TypeError|RangeError} Anything else, or something saved by a newer version.
   */
  static load(json: unknown): MetricKNN {
    const { options, saved } = readClassifier(json);
    const knn = new MetricKNN(options);
    if (saved) {
      const metric = checkTraining(saved, knn.#settings);
      const k = checkK(knn.#settings.k, saved.training.rows);
      knn.#classifier = finish(createClassifier(k, saved.training, metric));
    }
    return knn;
  }

  #checkTraining(X: Rows, y: Labels): LabelledData {
    const frozen = this.#frozenMetric();
    const isLearned = this.#settings.learner && !frozen;
    const check = isLearned ? checkLabelledData : checkBatch;
    const training = check(X, y, frozen?.fitted.components.columns, '');
    checkK(this.#settings.k, training.rows);
    return training;
  }

  // what a metric is told that is to be learned; nothing, where there is none to learn
  #toLearn(training: LabelledData): MetricLearnerOptions | undefined {
    const { learner } = this.#settings;
    if (!learner || this.#frozenMetric()) return undefined;
    return suitTargets(learner.options, training);
  }

  #frozenMetric(): LearnedMetric | undefined {
    const metric = this.#classifier?.metric;
    return metric?.isFrozen ? metric : undefined;
  }

  #trained(wanted: string): FittedClassifier {
    return fittedClassifierOf(this, wanted);
  }
}

/**
 * The inside of a trained classifier, for those who certify or attack it. Nobody changes it.
 * @param knn - What they were given.
 * @param wanted - What needs it, for the message.
 * @returns Metric, training rows, embedding, classes and k.
 * @throws {TypeError} Something other than a `MetricKNN`, or one before `train`.
 */
export function fittedClassifierOf(
  knn: MetricKNN,
  wanted: string,
): FittedClassifier {
  if (!(knn instanceof MetricKNN)) {
    throw new TypeError(`knn must be a MetricKNN, got ${describe(knn)}`);
  }
  const classifier = reach(knn);
  if (classifier) return classifier;
  throw new TypeError(`${wanted} needs a trained classifier: call train first`);
}

function learned(
  options: MetricLearnerOptions,
  fitted: LearnedMetric['fitted'],
): LearnedMetric {
  return { options, fitted, isFrozen: false };
}

function isRow(X: ArrayLike<number> | Rows): X is ArrayLike<number> {
  return isAnyArray(X) && (ArrayBuffer.isView(X) || typeof X[0] === 'number');
}
