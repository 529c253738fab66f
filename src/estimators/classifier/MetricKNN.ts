import type { AbstractMatrix } from 'ml-matrix';
import { Matrix } from 'ml-matrix';

import type { AsyncOptions } from '../../async/Pacer.ts';
import { Pacer, checkWatch } from '../../async/Pacer.ts';
import { runSync } from '../../async/work.ts';
import type { Rows } from '../../data/Dense.ts';
import { toRows } from '../../data/Dense.ts';
import type { LabelledData } from '../../data/LabelledData.ts';
import { checkBatch, checkLabelledData } from '../../data/LabelledData.ts';
import type { Tensor } from '../../data/Tensor.ts';
import type { Label, Labels } from '../../data/labels.ts';
import type { FitReport } from '../../fit/async/learnAsync.ts';
import { learnAsync } from '../../fit/async/learnAsync.ts';
import { learn } from '../../fit/mean/learn.ts';
import { resolveLearner } from '../../fit/mean/learnerOptions.ts';
import type { MetricLearnerOptions } from '../../fit/metricLearnerOptions.ts';
import { checkOptionNames } from '../../options/checks.ts';
import { describe } from '../../options/describe.ts';
import type { MetricLearner } from '../learner/MetricLearner.ts';
import { checkFitted, learnerOf } from '../learner/MetricLearner.ts';
import { fittedMetricOf } from '../learner/checkMetric.ts';
import type { SavedClassifier } from '../saved/savedClassifier.ts';
import {
  checkTraining,
  readClassifier,
  saveClassifier,
} from '../saved/savedClassifier.ts';
import { showInConsole } from '../showInConsole.ts';

import type { FittedClassifier, LearnedMetric } from './FittedClassifier.ts';
import { createClassifier } from './FittedClassifier.ts';
import { checkRemoval, withRows, withoutRows } from './changeRows.ts';
import type { NeighborOptions, Neighbors } from './kneighbors.ts';
import { kneighbors } from './kneighbors.ts';
import type { KNNSettings, MetricKNNOptions } from './metricKNNOptions.ts';
import {
  checkK,
  limitTargetsToClassSize,
  resolveKNNOptions,
} from './metricKNNOptions.ts';
import { predictCodes, predictShares } from './predictCodes.ts';
import { readQueries } from './readQueries.ts';

/** Returns the private state of a classifier; assigned within the class, which has access to it. */
let reach: (knn: MetricKNN) => FittedClassifier | undefined;

/**
 * A k-nearest-neighbours classifier under a metric that is learned from the training rows.
 *
 * The class of most of the k nearest training rows wins. Classes may tie if k is even or if there are more than two
 * classes; then the tied class with the nearest row wins (ml-knn chooses the one with the farthest). Rows at the same
 * distance are ordered by their index, the lower one first.
 * @example
 * const knn = new MetricKNN({ k: 3, metric: { loss: 'nca' } });
 * knn.train(X, y);
 * knn.predict([[5.9, 3, 4.5, 1.5]]);
 */
export class MetricKNN<L extends Label = Label> {
  readonly #settings: KNNSettings;
  /** The names of the options that were given. */
  readonly #given: readonly string[];
  #classifier: FittedClassifier | undefined;

  static {
    reach = (knn) => knn.#classifier;
    showInConsole(MetricKNN, (knn) => ({
      options: { k: knn.#settings.k, ...knn.options },
      state: knn.#describeState(),
    }));
  }

  /**
   * Checks the options. Nothing is learned before `train`.
   * @param options - All optional; see `MetricKNNOptions`.
   * @throws {TypeError|RangeError} If an option is unknown (the message suggests the nearest known name), of the wrong
   * type or out of range.
   */
  constructor(options: MetricKNNOptions = {}) {
    this.#settings = resolveKNNOptions(options);
    this.#given = Object.keys(options);
  }

  /** The options as they were given to the constructor: a copy in plain JSON, except for a custom loss. */
  get options(): MetricKNNOptions {
    const { k, learner } = this.#settings;
    const all = { k, metric: learner ? learner.options : (false as const) };
    const given = Object.entries(all).filter(([name]) =>
      this.#given.includes(name),
    );
    return Object.fromEntries(given);
  }

  /** Whether the classifier is trained: by `train`, by `fromMetric`, or loaded from a trained one. */
  get fitted(): boolean {
    return this.#classifier !== undefined;
  }

  /** The class labels, in order of first appearance; a copy. Throws a `TypeError` before `train`. */
  get classes(): L[] {
    return this.#trained('classes').training.classes.slice() as L[];
  }

  /**
   * The metric under which rows are compared, with `summary`, `components` and all other members of a `MetricLearner`;
   * `undefined` if the option `metric` is false. A copy: fitting it again does not change the classifier. Throws a
   * `TypeError` before `train`.
   */
  get metric(): MetricLearner | undefined {
    const { metric } = this.#trained('metric');
    return metric && learnerOf(metric.options, metric.fitted);
  }

  /**
   * Learns the metric and keeps the training rows. The data are copied and never changed. If it throws, an earlier
   * training remains in place. A classifier that `fromMetric` created keeps its metric and replaces its rows only.
   * @param X - n × d: arrays, typed arrays, a `Matrix` of ml-matrix or a tensor of TensorFlow.js.
   * @param y - n labels: numbers, strings or booleans; of at least two classes if a metric is learned.
   * @returns This classifier; its type knows the labels: `const knn = new MetricKNN().train(X, y)`.
   * @throws {TypeError} If X does not consist of rows of numbers, or y of labels.
   * @throws {RangeError} If the shapes do not match, a value is NaN or infinite, or there are fewer rows than k; also
   * as `MetricLearner.fit`.
   * @throws {Error} If a custom loss fails.
   */
  train<Given>(X: Rows, y: Labels<Given & L>): MetricKNN<Given & L> {
    const training = this.#checkTraining(X, y);
    const options = this.#optionsToLearn(training);
    const metric = options
      ? learned(options, runSync(learn(training, resolveLearner(options))))
      : this.#classifier?.metric;
    const { k } = this.#settings;
    this.#classifier = runSync(createClassifier(k, training, metric));
    return this as unknown as MetricKNN<Given & L>;
  }

  /**
   * Does the same as `train`, in turns of a few milliseconds, between which a page draws its frames and a server
   * answers. The result is that of `train`, bit for bit. Until the promise resolves, the classifier is unchanged.
   * @param X - n × d: arrays, typed arrays, a `Matrix` of ml-matrix or a tensor of TensorFlow.js.
   * @param y - n labels.
   * @param watch - A signal that cancels the training, and a function called after each iteration of the metric's fit.
   * @throws {TypeError|RangeError|Error} As `train`.
   * @throws {unknown} The reason of the signal, within a tenth of a second of its abort; whatever `onProgress` throws
   * or rejects with.
   */
  async trainAsync<Given>(
    X: Rows,
    y: Labels<Given & L>,
    watch: AsyncOptions<FitReport> = {},
  ): Promise<MetricKNN<Given & L>> {
    checkWatch(watch);
    const training = this.#checkTraining(X, y);
    const options = this.#optionsToLearn(training);
    const metric = options
      ? learned(
          options,
          await learnAsync(training, resolveLearner(options), watch),
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
    return this as unknown as MetricKNN<Given & L>;
  }

  /**
   * Predicts the class of each row: the class of most of its k nearest training rows. O(q n r).
   * @param X - q × d raw rows; or a single row, an array of d numbers.
   * @returns q labels, as they were given to `train`; for a single row, its label.
   * @throws {TypeError} If called before `train`, or if X does not consist of rows of numbers.
   * @throws {RangeError} If a row does not have d numbers, a value is NaN or infinite, or a row is so far away that its
   * distances are not finite.
   */
  predict(X: ArrayLike<number>): L;
  predict(X: ArrayLike<ArrayLike<number>> | AbstractMatrix | Tensor): L[];
  predict(X: ArrayLike<number> | Rows): L | L[];
  predict(X: ArrayLike<number> | Rows): L | L[] {
    const classifier = this.#trained('predict');
    const { columns, classes } = classifier.training;
    const { data, isSingle } = readQueries(X, columns);
    const labels = Array.from(
      runSync(predictCodes(classifier, data)),
      (code) => classes[code] as L,
    );
    return isSingle ? labels[0] : labels;
  }

  /**
   * The share of each class among the k nearest training rows, which all count the same. `predict` answers a class with
   * the largest share: among classes that tie, the one with the nearest row. O(q n r).
   * @param X - q × d raw rows; or a single row, an array of d numbers.
   * @returns q × classes, in the order of `classes`: a `Matrix` if X is one, else arrays; for a single row, its shares.
   * Each is from 0 to 1, a multiple of 1 / k, and those of a row sum to 1, up to rounding.
   * @throws {TypeError|RangeError} As `predict`.
   */
  predictProba(X: ArrayLike<number>): number[];
  predictProba(X: AbstractMatrix): Matrix;
  predictProba(X: ArrayLike<ArrayLike<number>> | Tensor): number[][];
  predictProba(X: Rows): number[][] | Matrix;
  predictProba(X: ArrayLike<number> | Rows): number[] | number[][] | Matrix;
  predictProba(X: ArrayLike<number> | Rows): number[] | number[][] | Matrix {
    const classifier = this.#trained('predictProba');
    const { data, isSingle } = readQueries(X, classifier.training.columns);
    const shares = toRows(runSync(predictShares(classifier, data)));
    if (isSingle) return shares[0];
    return Matrix.isMatrix(X) ? new Matrix(shares) : shares;
  }

  /**
   * Measures the accuracy: the fraction of rows whose class is predicted correctly, from 0 to 1.
   * @param X - q × d raw rows.
   * @param y - q labels; a label that is not in the training rows counts as a wrong prediction.
   * @throws {TypeError|RangeError} As `predict`; also if y does not consist of q labels.
   */
  score(X: Rows, y: Labels): number {
    const classifier = this.#trained('score');
    const { columns, classes } = classifier.training;
    const data = checkBatch(X, y, columns, '');
    const predictions = runSync(predictCodes(classifier, data));
    let right = 0;
    for (const [row, code] of predictions.entries()) {
      if (classes[code] === data.classes[data.codes[row]]) right++;
    }
    return right / data.rows;
  }

  /**
   * Finds the nearest training rows of each row. Exact: all training rows are compared, and distances are computed from
   * differences. Rows at the same distance are ordered by their index, the lower one first. A training row that is
   * queried is its own nearest neighbour. O(q n r) time and O((q + n) d + q k) memory, for n training rows and an
   * embedding of r columns.
   * @param X - q × d raw rows.
   * @param options - Another k than that of the classifier.
   * @returns Indices and distances of the neighbours; distances are those of `metric.distance`, or Euclidean if the
   * option `metric` is false.
   * @throws {TypeError} If called before `train`, or if X does not consist of rows of numbers.
   * @throws {RangeError} As `predict`; also if k is below 1 or above the number of training rows.
   */
  kneighbors(X: Rows, options: NeighborOptions = {}): Neighbors {
    return kneighbors(this.#trained('kneighbors'), X, options);
  }

  /**
   * Adds training rows after the others, and keeps the metric until `train` is called again. Answers are those of a
   * classifier made anew from the metric and all rows, bit for bit: by `fromMetric`, or by `train` if the option `metric` is
   * false. Certificates that were given before remain about the rows of then. The data are copied. If it throws, the
   * classifier is as it was. O(m r d) for m rows, and O(n (d + r)) to copy the others.
   * @param X - m × d raw rows.
   * @param y - m labels; new classes come last in `classes`.
   * @throws {TypeError} If called before `train`, X does not consist of rows of numbers, or y of labels.
   * @throws {RangeError} If there are no rows, the shapes do not match, a value is NaN or infinite, or values are so large
   * that distances are not finite.
   */
  addRows(X: Rows, y: Labels<L>): this {
    const classifier = this.#trained('addRows');
    const added = checkBatch(X, y, classifier.training.columns, '');
    this.#classifier = runSync(withRows(classifier, added));
    return this;
  }

  /**
   * Removes training rows, and keeps the metric; the other rows keep their order, and are numbered anew from 0. Answers are
   * those of a classifier made anew, as for `addRows`. Classes are in the order of their first rows, which may change.
   * If it throws, the classifier is as it was. O(n (d + r)).
   * @param indices - The indices of the rows, as `kneighbors` has them, in any order; none is allowed.
   * @throws {TypeError} If called before `train`, or if indices is not an array of numbers.
   * @throws {RangeError} If an index is not of a row or occurs twice, fewer than k rows would be left, or none of a class.
   */
  removeRows(indices: ArrayLike<number>): this {
    const classifier = this.#trained('removeRows');
    const removed = checkRemoval(classifier, indices);
    if (removed.size === 0) return this;
    this.#classifier = runSync(withoutRows(classifier, removed));
    return this;
  }

  /**
   * Creates a trained classifier from a metric that has been learned already, from these rows or from others. The
   * metric is copied and kept: fitting it again does not change the classifier, and `train` replaces the rows only.
   * @param metric - A fitted metric.
   * @param X - n × d raw rows.
   * @param y - n labels; a single class is allowed.
   * @param options - The number of rows that vote.
   * @returns A trained classifier, whose `options.metric` are the options of the metric.
   * @throws {TypeError} If metric is not a fitted `MetricLearner`, X does not consist of rows of numbers, or y of
   * labels.
   * @throws {RangeError} If the shapes do not match, a value is NaN or infinite, or there are fewer rows than k.
   */
  static fromMetric<Given>(
    metric: MetricLearner,
    X: Rows,
    y: Labels<Given & Label>,
    options: NeighborOptions = {},
  ): MetricKNN<Given & Label> {
    checkFitted(metric);
    checkOptionNames(options, 'options', ['k']);
    const knn = new MetricKNN<Given & Label>({
      ...options,
      metric: metric.options,
    });
    const fitted = fittedMetricOf(metric);
    const training = checkBatch(X, y, fitted.components.columns, '');
    const k = checkK(knn.#settings.k, training.rows);
    knn.#classifier = runSync(
      createClassifier(k, training, {
        options: metric.options,
        fitted,
        isFrozen: true,
      }),
    );
    return knn;
  }

  /**
   * Returns options, metric and training rows as plain JSON, for `JSON.stringify`.
   * @returns What `MetricKNN.load` reads.
   * @throws {TypeError} If the loss is a custom loss, which JSON cannot hold.
   */
  toJSON(): SavedClassifier {
    // a learner with a custom loss throws
    this.#settings.learner?.toJSON();
    return saveClassifier(this.options, this.#classifier);
  }

  /**
   * Restores what `toJSON` returned. Neighbours are the same, bit for bit.
   * @param json - The object, or its JSON text.
   * @returns A `MetricKNN`, trained if the saved one was.
   * @throws {TypeError|RangeError} If json is anything else, or was saved by a newer release.
   */
  static load<L extends Label = Label>(json: unknown): MetricKNN<L> {
    const { options, saved } = readClassifier(json);
    const knn = new MetricKNN<L>(options);
    if (saved) {
      const metric = checkTraining(saved, knn.#settings);
      const k = checkK(knn.#settings.k, saved.training.rows);
      knn.#classifier = runSync(createClassifier(k, saved.training, metric));
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

  // the options of the metric to learn; undefined if none is learned
  #optionsToLearn(training: LabelledData): MetricLearnerOptions | undefined {
    const { learner } = this.#settings;
    if (!learner || this.#frozenMetric()) return undefined;
    return limitTargetsToClassSize(learner.options, training);
  }

  #frozenMetric(): LearnedMetric | undefined {
    const metric = this.#classifier?.metric;
    return metric?.isFrozen ? metric : undefined;
  }

  #describeState(): string {
    if (!this.#classifier) return 'not trained';
    const { rows, columns, classes } = this.#classifier.training;
    return `trained on ${rows} rows × ${columns} columns of ${classes.length} classes`;
  }

  #trained(wanted: string): FittedClassifier {
    return fittedClassifierOf(this, wanted);
  }
}

/**
 * Returns the private state of a trained classifier, for certificates and attacks. It must not be changed.
 * @param wanted - The function that needs it, for the error message.
 * @throws {TypeError} If knn is not a `MetricKNN`, or has not been trained.
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
