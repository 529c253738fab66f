import type { AbstractMatrix } from 'ml-matrix';
import { Matrix } from 'ml-matrix';

import type { AsyncOptions } from '../../async/Pacer.ts';
import { checkWatch } from '../../async/Pacer.ts';
import { runSync } from '../../async/work.ts';
import type { Rows } from '../../data/Dense.ts';
import { toRows } from '../../data/Dense.ts';
import { checkLabelledData } from '../../data/LabelledData.ts';
import type { Tensor } from '../../data/Tensor.ts';
import type { Labels } from '../../data/labels.ts';
import type { FitSummary } from '../../fit/FitSummary.ts';
import type { FittedMetric } from '../../fit/FittedMetric.ts';
import { gramMatrix } from '../../fit/FittedMetric.ts';
import type { FitReport, ProgressReport } from '../../fit/async/learnAsync.ts';
import { learnAsync } from '../../fit/async/learnAsync.ts';
import { learn } from '../../fit/mean/learn.ts';
import type { ResolvedLearner } from '../../fit/mean/learnerOptions.ts';
import { resolveLearner } from '../../fit/mean/learnerOptions.ts';
import { meanOfFits } from '../../fit/mean/meanOfFits.ts';
import type { MetricLearnerOptions } from '../../fit/metricLearnerOptions.ts';
import type { Batches } from '../../fit/stream/learnStream.ts';
import { learnStream } from '../../fit/stream/learnStream.ts';
import type { TrainingData } from '../../fit/tripletData.ts';
import {
  checkNeedsNoClasses,
  checkTripletData,
} from '../../fit/tripletData.ts';
import type { KernelSource } from '../../kernels/arena/KernelSource.ts';
import { describe } from '../../options/describe.ts';
import { readEach, readOptions } from '../../options/readOptions.ts';
import type { SavedMetric } from '../saved/savedMetric.ts';
import {
  checkAgreement,
  readMetric,
  saveMetric,
} from '../saved/savedMetric.ts';
import { showInConsole } from '../showInConsole.ts';

import { GivenOptions } from './GivenOptions.ts';
import { refuseMetric } from './checkMetric.ts';
import { euclideanDistance, mahalanobisDistance } from './distances.ts';
import type { FitOptions } from './fitOptions.ts';
import { FIT_READERS } from './fitOptions.ts';
import { transformRows } from './transformRows.ts';

/** Creates a fitted learner; assigned within the class, which has access to private fields. */
let adopt: (
  options: MetricLearnerOptions,
  metric: FittedMetric,
) => MetricLearner;

/**
 * Learns a linear map L, and with it the Mahalanobis metric M = LᵀL, under which the nearest rows are of the same class
 * (the loss) and remain so when inputs are perturbed (the adversarial margin of Yang et al., arXiv 2006.05945).
 * @example
 * const metric = new MetricLearner().fit(X, y);
 * const knn = new KNN(metric.transform(X), y, { distance: metric.embeddingDistance });
 */
export class MetricLearner {
  readonly #given: GivenOptions;
  readonly #options: ResolvedLearner;
  #metric: FittedMetric | undefined;

  static {
    adopt = (options, metric) => {
      const learner = new MetricLearner(options);
      learner.#metric = metric;
      return learner;
    };
    showInConsole(MetricLearner, (learner) => ({
      options: learner.options,
      state: learner.#describeState(),
    }));
  }

  /**
   * Checks the options. Nothing is learned before `fit`.
   * @param options - All optional; see `MetricLearnerOptions`.
   * @throws {TypeError|RangeError} If an option is unknown (the message suggests the nearest known name), of the wrong
   * type or out of range.
   */
  constructor(options: MetricLearnerOptions = {}) {
    this.#options = resolveLearner(options);
    this.#given = new GivenOptions(options);
  }

  /** The options as they were given to the constructor: a copy in plain JSON, except for a custom loss. */
  get options(): MetricLearnerOptions {
    return this.#given.copy();
  }

  /**
   * Learns the metric from labelled rows. The data are copied and never changed. If it throws, an earlier fit remains
   * in place. Mining triplets costs O(n² d); each evaluation of the objective costs O(n d r), besides the loss and the
   * margin.
   * @param X - n × d: arrays, typed arrays, a `Matrix` of ml-matrix or a tensor of TensorFlow.js.
   * @param y - n labels: numbers, strings or booleans, of at least two classes.
   * @param options - Threads that share the work.
   * @throws {TypeError} If X does not consist of rows of numbers, or y of labels.
   * @throws {RangeError} If the shapes do not match, a value is NaN or infinite, there is only one class, a class has
   * fewer than `triplets.targets + 1` rows (unless no triplets are mined: NCA without a margin under L-BFGS), there are
   * more components than columns, `pca` is more than the rows or columns, or `margin.fixed` has an index that is not of a
   * column, or all columns.
   * @throws {Error} If the threads are busy with another fit or were stopped, or if a custom loss fails.
   */
  fit(X: Rows, y: Labels, options: FitOptions = {}): this {
    const { threads } = readOptions(options, 'options', FIT_READERS);
    return this.#learn(checkLabelledData(X, y), threads);
  }

  /**
   * Does the same as `fit`, in turns of a few milliseconds, between which a page draws its frames and a server answers.
   * The result is that of `fit`, bit for bit. Until the promise resolves, the learner is unchanged.
   * @param X - n × d: arrays, typed arrays, a `Matrix` of ml-matrix or a tensor of TensorFlow.js.
   * @param y - n labels: numbers, strings or booleans, of at least two classes.
   * @param options - A signal that cancels the fit, a function called after each iteration, and threads that share the
   * work.
   * @throws {TypeError|RangeError|Error} As `fit`.
   * @throws {unknown} The reason of the signal, within a tenth of a second of its abort; whatever `onProgress` throws
   * or rejects with.
   */
  async fitAsync(
    X: Rows,
    y: Labels,
    options: AsyncOptions<FitReport> & FitOptions = {},
  ): Promise<this> {
    checkWatch(options, ['threads']);
    return this.#learnAsync(checkLabelledData(X, y), options);
  }

  /**
   * Learns the metric from triplets instead of labels: in each of them, the target should be nearer to the anchor than
   * the impostor. The loss may be `'lmnn'` with fixed impostors, `'triplet'`, `'none'` or a custom one, which finds all
   * rows in one class; the margin is measured on these triplets. Which rows are mined plays no part: `triplets` of the
   * options is ignored.
   * @param X - n × d: arrays, typed arrays, a `Matrix` of ml-matrix or a tensor of TensorFlow.js.
   * @param triplets - Rows of three different indices of rows of X: `[anchor, target, impostor]`.
   * @param options - Threads that share the work.
   * @throws {TypeError} If X does not consist of rows of numbers, or triplets of three indices each.
   * @throws {RangeError} If there are no triplets, an index is out of range or twice in a triplet, the options need labels
   * (NCA, active impostors, the start `'lda'`, bases found in the data), or as `fit`.
   * @throws {Error} As `fit`.
   */
  fitTriplets(
    X: Rows,
    triplets: ArrayLike<ArrayLike<number>>,
    options: FitOptions = {},
  ): this {
    const { threads } = readOptions(options, 'options', FIT_READERS);
    checkNeedsNoClasses(this.#options);
    return this.#learn(checkTripletData(X, triplets), threads);
  }

  /**
   * Does the same as `fitTriplets`, in turns, as `fitAsync` does.
   * @param X - n × d raw rows.
   * @param triplets - Rows of three different indices of rows of X: `[anchor, target, impostor]`.
   * @param options - A signal that cancels the fit, a function called after each iteration, and threads that share the
   * work.
   * @throws {TypeError|RangeError|Error} As `fitTriplets`.
   * @throws {unknown} As `fitAsync`.
   */
  async fitTripletsAsync(
    X: Rows,
    triplets: ArrayLike<ArrayLike<number>>,
    options: AsyncOptions<FitReport> & FitOptions = {},
  ): Promise<this> {
    checkWatch(options, ['threads']);
    checkNeedsNoClasses(this.#options);
    return this.#learnAsync(checkTripletData(X, triplets), options);
  }

  /**
   * Learns from more rows than fit into memory: from batches, one at a time, each seen once. Columns are standardized
   * by their running means and standard deviations. Triplets are mined within each batch; batches of a thousand rows or
   * more, in random order, give good ones. Adam takes the steps, with its default options if another solver was chosen.
   * What can only be decided once (the start, the bases, the target of the margin) is decided by the first batch that
   * has triplets. Margins in raw units are measured by the running standard deviations.
   * @param batches - An iterable or async iterable of `{ X, y }`; X has the same number of columns in every batch.
   * @param watch - A signal that cancels the fit, and a function called after each batch that has triplets.
   * @throws {TypeError|RangeError} As `fit`, with the number of the batch; also if no batch of the stream has triplets, or `pca` is
   * given.
   * @throws {Error} If reading the stream fails; the error of the stream is the `cause`. Also if a custom loss fails.
   * @throws {unknown} The reason of the signal; whatever `onProgress` throws or rejects with.
   */
  async fitStream(
    batches: Batches,
    watch: AsyncOptions<ProgressReport> = {},
  ): Promise<this> {
    checkWatch(watch);
    this.#metric = await learnStream(batches, this.#options, watch);
    return this;
  }

  /**
   * Maps rows into the embedding: `components · (x − center)`. Euclidean distances between the results are the learned
   * distances. O(n r d).
   * @param X - n × d raw rows.
   * @returns n × r: a `Matrix` if X is one, else arrays.
   * @throws {TypeError} If called before `fit`, or if X does not consist of rows of numbers.
   * @throws {RangeError} If a row does not have d numbers, a value is NaN or infinite, or values are so large that the
   * result is not finite.
   */
  transform(X: AbstractMatrix): Matrix;
  transform(X: ArrayLike<ArrayLike<number>> | Tensor): number[][];
  transform(X: Rows): Matrix | number[][];
  transform(X: Rows): Matrix | number[][] {
    return transformRows(this.#fittedMetric('transform'), X);
  }

  /**
   * Fits the metric and maps the same rows: `fit(X, y).transform(X)`.
   * @param X - n × d raw rows.
   * @param y - n labels.
   * @returns n × r: a `Matrix` if X is one, else arrays.
   * @throws {TypeError|RangeError} As `fit`.
   */
  fitTransform(X: AbstractMatrix, y: Labels): Matrix;
  fitTransform(X: ArrayLike<ArrayLike<number>> | Tensor, y: Labels): number[][];
  fitTransform(X: Rows, y: Labels): Matrix | number[][];
  fitTransform(X: Rows, y: Labels): Matrix | number[][] {
    return this.fit(X, y).transform(X);
  }

  /**
   * The mean of fitted metrics, M̄ = Σ w_k M_k / trace(M_k) / Σ w_k, as one metric; traces are those in standardized columns.
   * Its maps are combined exactly: `components` is the symmetric root of M̄, or has as many rows as all maps together, if
   * these are fewer than columns. Center and scale are those of the first metric, and its options those of the members, with
   * which it may be fitted again.
   * @param metrics - Fitted metrics of the same columns; the mean of one is that metric.
   * @param options - `weights`: one for each metric, at least 0, by default 1. Metrics of weight 0 are left out.
   * @throws {TypeError} If metrics is not an array of fitted metrics of this copy of the package.
   * @throws {RangeError} If there are none, their columns differ, a metric is 0, or weights are negative, all 0 or of another
   * number.
   */
  static mean(
    metrics: readonly MetricLearner[],
    options: { weights?: readonly number[] } = {},
  ): MetricLearner {
    checkMembers(metrics);
    const fits = metrics.map((learner) => ({
      options: learner.options,
      metric: learner.#fittedMetric('mean'),
    }));
    const mean = meanOfFits(fits, options);
    return adopt(mean.options, mean.metric);
  }

  /** Whether the metric is fitted: by a successful fit, or loaded from a fitted one. */
  get fitted(): boolean {
    return this.#metric !== undefined;
  }

  /** L, r × d, in the units of the raw input; a copy. Throws a `TypeError` before `fit`. */
  get components(): Matrix {
    return new Matrix(toRows(this.#fittedMetric('components').components));
  }

  /**
   * What `transform` subtracts from each column: d numbers, 0 if `standardize` is false; a copy. Throws a `TypeError`
   * before `fit`.
   */
  get center(): number[] {
    return Array.from(this.#fittedMetric('center').center);
  }

  /**
   * The population standard deviation of each column, the unit of standardized margins: d numbers, 1 for a constant
   * column and for all if `standardize` is false; a copy. Throws a `TypeError` before `fit`.
   */
  get scale(): number[] {
    return Array.from(this.#fittedMetric('scale').scale);
  }

  /** How the fit went; frozen. Throws a `TypeError` before `fit`. */
  get summary(): Readonly<FitSummary> {
    return this.#fittedMetric('summary').summary;
  }

  /**
   * Computes M = LᵀL, in the units of the raw input.
   * @returns d × d, symmetric and positive semidefinite.
   * @throws {TypeError} If called before `fit`.
   * @throws {RangeError} If an entry is not finite: the values of a column are so small that their inverse squares
   * overflow.
   */
  mahalanobisMatrix(): Matrix {
    const { components } = this.#fittedMetric('mahalanobisMatrix');
    return gramMatrix(components);
  }

  /**
   * The learned distance of two raw rows, √((a − b)ᵀ M (a − b)), in O(r d). The function is bound: pass it to ml-knn as
   * `distance`. Entries after the first d are not read, since ml-knn keeps labels there. ml-knn also asks for the
   * distance to a splitting plane, which it passes as an object without a length; the answer is then 0, which rules out
   * no row, since under a learned metric the nearest point of such a plane does not lie along an axis.
   * @param a - d numbers.
   * @param b - d numbers.
   * @throws {TypeError} If called before `fit`, or if a or b is not an object.
   * @throws {RangeError} If a row has fewer than d numbers, or the distance is not finite.
   */
  readonly distance = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
    const { components } = this.#fittedMetric('distance');
    return mahalanobisDistance(components, a, b);
  };

  /**
   * The Euclidean distance of two transformed rows. The function is bound: pass it to ml-knn as `distance` together
   * with transformed rows. Entries after the first r are not read.
   * @param a - r numbers.
   * @param b - r numbers.
   * @throws {TypeError|RangeError} As `distance`.
   */
  readonly embeddingDistance = (
    a: ArrayLike<number>,
    b: ArrayLike<number>,
  ): number => {
    const { components } = this.#fittedMetric('embeddingDistance');
    return euclideanDistance(components.rows, a, b);
  };

  /**
   * Returns the options and the fit as plain JSON, for `JSON.stringify`.
   * @returns What `MetricLearner.load` reads.
   * @throws {TypeError} If the loss is a custom loss, which JSON cannot hold.
   */
  toJSON(): SavedMetric {
    const [customLoss] = this.#given.customLosses;
    if (customLoss) {
      throw new TypeError(
        `a custom loss cannot be saved, got loss '${customLoss.name}'; keep metric.components and metric.center instead`,
      );
    }
    return saveMetric(this.options, this.#metric);
  }

  /**
   * Restores what `toJSON` returned. Transformed rows are the same, bit for bit.
   * @param json - The object, or its JSON text.
   * @returns A `MetricLearner`, fitted if the saved one was.
   * @throws {TypeError|RangeError} If json is anything else, or was saved by a newer release.
   */
  static load(json: unknown): MetricLearner {
    const { options, metric } = readMetric(json);
    const learner = new MetricLearner(options);
    if (metric) checkAgreement(metric, learner.#options);
    learner.#metric = metric;
    return learner;
  }

  #learn(data: TrainingData, threads: KernelSource | undefined): this {
    const lease = threads?.acquire();
    try {
      this.#metric = runSync(learn(data, this.#options, lease));
    } finally {
      lease?.release();
    }
    return this;
  }

  async #learnAsync(
    data: TrainingData,
    options: AsyncOptions<FitReport> & FitOptions,
  ): Promise<this> {
    const { threads } = readEach(options, 'options', FIT_READERS);
    const lease = threads?.acquire();
    try {
      this.#metric = await learnAsync(data, this.#options, options, lease);
    } finally {
      lease?.release();
    }
    return this;
  }

  #describeState(): string {
    if (!this.#metric) return 'not fitted';
    const { columns, rows } = this.#metric.components;
    const { iterations, reason, triplets } = this.#metric.summary;
    const over = triplets > 0 ? ` over ${triplets} triplets` : '';
    return `fitted: ${columns} columns → ${rows} components in ${iterations} iterations${over} (stopped by ${reason})`;
  }

  #fittedMetric(wanted: string): FittedMetric {
    if (this.#metric) return this.#metric;
    throw new TypeError(`${wanted} needs a fitted metric: call fit first`);
  }
}

/**
 * Creates a fitted `MetricLearner` from the result of a fit.
 * @param metric - The result, which is shared: neither side changes it.
 */
export function learnerOf(
  options: MetricLearnerOptions,
  metric: FittedMetric,
): MetricLearner {
  return adopt(options, metric);
}

/**
 * Checks that a value is a fitted `MetricLearner` of this copy of the package.
 * @throws {TypeError} If it is not.
 */
export function checkFitted(metric: unknown, name = 'metric'): void {
  if (!(metric instanceof MetricLearner)) refuseMetric(metric, name);
  if (metric.fitted) return;
  throw new TypeError(`${name} must be fitted: call fit first`);
}

function checkMembers(metrics: readonly unknown[]): void {
  if (!Array.isArray(metrics)) {
    throw new TypeError(`metrics must be an array, got ${describe(metrics)}`);
  }
  for (const [at, metric] of metrics.entries()) {
    checkFitted(metric, `metrics[${at}]`);
  }
}
