import type { AbstractMatrix } from 'ml-matrix';
import { Matrix } from 'ml-matrix';

import type { Loss } from '../losses/Loss.ts';
import { isOwnLoss } from '../losses/resolveLoss.ts';
import type { Rows } from '../validation/dense.ts';
import { toDense, toRows } from '../validation/dense.ts';
import { checkLabelledData } from '../validation/labelledData.ts';
import type { Labels } from '../validation/labels.ts';
import type { Tensor } from '../validation/tensor.ts';
import { finish } from '../work.ts';

import type { FitSummary } from './FitSummary.ts';
import type { FittedMetric } from './FittedMetric.ts';
import { embed, gramMatrix } from './FittedMetric.ts';
import type { AsyncOptions } from './Pacer.ts';
import { checkWatch } from './Pacer.ts';
import { euclideanDistance, mahalanobisDistance } from './distances.ts';
import type { FitOptions } from './fitOptions.ts';
import { checkFitOptions, checkThreads } from './fitOptions.ts';
import type { FitReport, ProgressReport } from './learnAsync.ts';
import { learnAsync } from './learnAsync.ts';
import { learnMetric } from './learnMetric.ts';
import type { Batches } from './learnStream.ts';
import { learnStream } from './learnStream.ts';
import type {
  MetricLearnerOptions,
  ResolvedOptions,
} from './metricLearnerOptions.ts';
import { resolveOptions, writeOptions } from './metricLearnerOptions.ts';
import type { SavedMetric } from './savedMetric.ts';
import { checkAgreement, readMetric, saveMetric } from './savedMetric.ts';

/** Makes a learner that has learned already; only the class reaches its inside. */
let adopt: (
  options: MetricLearnerOptions,
  metric: FittedMetric,
) => MetricLearner;

/**
 * Learns a linear map L, and with it the Mahalanobis metric M = LᵀL, under which the nearest rows are of the same class
 * (the loss) and stay so when inputs move (the adversarial margin of Yang et al., arXiv 2006.05945).
 * @example
 * const metric = new MetricLearner().fit(X, y);
 * const knn = new KNN(metric.transform(X), y, { distance: metric.embeddingDistance });
 */
export class MetricLearner {
  /** The options as they were given, in JSON. */
  readonly #given: string;
  readonly #options: ResolvedOptions;
  readonly #ownLoss: Loss | undefined;
  #metric: FittedMetric | undefined;

  static {
    adopt = (options, metric) => {
      const learner = new MetricLearner(options);
      learner.#metric = metric;
      return learner;
    };
  }

  /**
   * An estimator that has not learned anything yet.
   * @param options - All optional; see `MetricLearnerOptions`.
   * @throws {TypeError|RangeError} Unknown names (the nearest known one is offered), wrong types, values out of range.
   */
  constructor(options: MetricLearnerOptions = {}) {
    this.#options = resolveOptions(options);
    this.#ownLoss = isOwnLoss(options.loss) ? options.loss : undefined;
    this.#given = writeOptions(options, this.#options);
  }

  /** The options it was made with, as plain JSON, but for a loss of one's own. */
  get options(): MetricLearnerOptions {
    const options = JSON.parse(this.#given) as MetricLearnerOptions;
    return this.#ownLoss ? { ...options, loss: this.#ownLoss } : options;
  }

  /**
   * Learns the metric. The data are copied, never changed; if it throws, a previous fit is intact.
   * @param X - n × d: arrays, typed arrays or a `Matrix`.
   * @param y - n labels: numbers, strings or booleans, of at least two classes.
   * @param options - Threads to share the work.
   * @returns This.
   * @throws {TypeError} X or y of another kind.
   * @throws {RangeError} Bad shapes, NaN or infinity, one class, a class with fewer than `triplets.targets + 1` rows
   * (but for NCA without a margin, which looks at no triplets), more components than columns.
   * @throws {Error} Threads that work on another fit, or were stopped.
   */
  fit(X: Rows, y: Labels, options: FitOptions = {}): this {
    const { threads } = checkFitOptions(options);
    const data = checkLabelledData(X, y);
    const loan = threads?.acquire();
    try {
      this.#metric = finish(learnMetric(data, this.#options, loan));
    } finally {
      loan?.release();
    }
    return this;
  }

  /**
   * `fit` in turns of a few milliseconds, between which a page draws its frames and a server answers: the same bits. Until
   * it resolves, the estimator is as it was.
   * @param X - n × d: arrays, typed arrays or a `Matrix`.
   * @param y - n labels: numbers, strings or booleans, of at least two classes.
   * @param options - A signal to give up, a function to call after each iteration, threads to share the work.
   * @returns This.
   * @throws {TypeError|RangeError|Error} As `fit`.
   * @throws {unknown} The signal's reason, within a tenth of a second; what `onProgress` throws or rejects with.
   */
  async fitAsync(
    X: Rows,
    y: Labels,
    options: AsyncOptions<FitReport> & FitOptions = {},
  ): Promise<this> {
    checkWatch(options, ['threads']);
    checkThreads(options.threads);
    const data = checkLabelledData(X, y);
    const loan = options.threads?.acquire();
    try {
      this.#metric = await learnAsync(data, this.#options, options, loan);
    } finally {
      loan?.release();
    }
    return this;
  }

  /**
   * Learns from more rows than memory holds: from batches as they come, one at a time, each seen once. Columns are
   * standardized by their running means and deviations, triplets are mined within a batch (a thousand rows or more, in
   * random order, make good ones), and Adam takes the steps, with its defaults where the solver is another. What can only
   * be settled once (the start, the bases, the target of the margin) the first batch that has triplets settles; margins
   * in raw units are measured by the running deviations.
   * @param batches - An iterable, or async iterable, of `{ X, y }`.
   * @param watch - A signal to give up, and a function to call after each batch.
   * @returns This.
   * @throws {TypeError|RangeError} As `fit`, with the number of the batch; a stream that ends without a triplet.
   * @throws {Error} What the stream fails with, as the `cause`.
   * @throws {unknown} The signal's reason; what `onProgress` throws or rejects with.
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
   * Maps rows: `components · (x − center)`. Euclidean distances between the results are the learned distances.
   * @param X - n × d raw rows.
   * @returns n × r, a `Matrix` for a `Matrix`, arrays for anything else.
   * @throws {TypeError} Before `fit`, or X of another kind.
   * @throws {RangeError} Rows of another width, NaN or infinity.
   */
  transform(X: AbstractMatrix): Matrix;
  transform(X: ArrayLike<ArrayLike<number>> | Tensor): number[][];
  transform(X: Rows): Matrix | number[][];
  transform(X: Rows): Matrix | number[][] {
    const metric = this.#fittedMetric('transform');
    const data = toDense(X, 'X', metric.components.columns);
    const embedding = toRows(embed(metric, data));
    return Matrix.isMatrix(X) ? new Matrix(embedding) : embedding;
  }

  /**
   * `fit(X, y).transform(X)`.
   * @param X - n × d.
   * @param y - n labels.
   * @returns n × r, a `Matrix` for a `Matrix`, arrays for anything else.
   * @throws {TypeError|RangeError} As `fit`.
   */
  fitTransform(X: AbstractMatrix, y: Labels): Matrix;
  fitTransform(X: ArrayLike<ArrayLike<number>> | Tensor, y: Labels): number[][];
  fitTransform(X: Rows, y: Labels): Matrix | number[][];
  fitTransform(X: Rows, y: Labels): Matrix | number[][] {
    return this.fit(X, y).transform(X);
  }

  /** Whether `fit` has succeeded, here or before it was saved. */
  get fitted(): boolean {
    return this.#metric !== undefined;
  }

  /** L, r × d, in the units of the raw input. A copy. A `TypeError` before `fit`. */
  get components(): Matrix {
    return new Matrix(toRows(this.#fittedMetric('components').components));
  }

  /** What `transform` takes off each column, d numbers. A copy. A `TypeError` before `fit`. */
  get center(): number[] {
    return Array.from(this.#fittedMetric('center').center);
  }

  /** The standard deviation of each column, d numbers: the units of margins. Ones if `standardize` is false. A copy. A `TypeError` before `fit`. */
  get scale(): number[] {
    return Array.from(this.#fittedMetric('scale').scale);
  }

  /** How the fit went. Frozen. A `TypeError` before `fit`. */
  get summary(): Readonly<FitSummary> {
    return this.#fittedMetric('summary').summary;
  }

  /**
   * M = LᵀL, in the units of the raw input.
   * @returns d × d, symmetric and positive semidefinite.
   * @throws {TypeError} Before `fit`.
   * @throws {RangeError} Units so small that their inverse squares are too large.
   */
  mahalanobisMatrix(): Matrix {
    const { components } = this.#fittedMetric('mahalanobisMatrix');
    return gramMatrix(components);
  }

  /**
   * The learned distance of two raw rows, √((a − b)ᵀ M (a − b)). It is bound: hand it to ml-knn as `distance`.
   * Entries after the first d are not read, for ml-knn keeps labels there. ml-knn also asks how far a plane is, with an
   * object that has no length; the answer is 0, no bound, since the nearest point of a plane is not along an axis here.
   * @param a - d numbers.
   * @param b - d numbers.
   * @returns The distance.
   * @throws {TypeError} Before `fit`, or something other than rows.
   * @throws {RangeError} A row that is too short, or a distance that is not finite.
   */
  readonly distance = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
    const { components } = this.#fittedMetric('distance');
    return mahalanobisDistance(components, a, b);
  };

  /**
   * The Euclidean distance of two transformed rows. It is bound, and of fixed width: hand it to ml-knn as `distance`
   * together with transformed rows. Entries after the first r are not read.
   * @param a - r numbers.
   * @param b - r numbers.
   * @returns The distance.
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
   * Options and fit as plain JSON, for `JSON.stringify`.
   * @returns What `MetricLearner.load` reads.
   * @throws {TypeError} With a loss of one's own, which is no JSON.
   */
  toJSON(): SavedMetric {
    if (this.#ownLoss) {
      throw new TypeError(
        `a metric with a loss of one's own cannot be saved: loss '${this.#ownLoss.name}' is an object of this process; keep components and center instead`,
      );
    }
    return saveMetric(this.options, this.#metric);
  }

  /**
   * Restores what `toJSON` gave: the same transform, bit for bit.
   * @param json - The object, or its text.
   * @returns A `MetricLearner`, fitted if it was.
   * @throws {TypeError|RangeError} Anything else, or something saved by a newer version.
   */
  static load(json: unknown): MetricLearner {
    const { options, metric } = readMetric(json);
    const learner = new MetricLearner(options);
    if (metric) checkAgreement(metric, learner.#options);
    learner.#metric = metric;
    return learner;
  }

  #fittedMetric(wanted: string): FittedMetric {
    if (this.#metric) return this.#metric;
    throw new TypeError(`${wanted} needs a fitted metric: call fit first`);
  }
}

/**
 * A learner as it is after a fit that was done elsewhere.
 * @param options - What the fit was told.
 * @param metric - What it left behind. Shared, since neither side changes it.
 * @returns A fitted `MetricLearner`.
 */
export function learnerOf(
  options: MetricLearnerOptions,
  metric: FittedMetric,
): MetricLearner {
  return adopt(options, metric);
}

/**
 * What a learner's fit left behind.
 * @param learner - A fitted one, of whatever copy of the package.
 * @returns The same as copies: what the learner learns later does not reach it.
 */
export function fittedMetricOf(learner: MetricLearner): FittedMetric {
  return {
    components: toDense(learner.components, 'components'),
    center: Float64Array.from(learner.center),
    scale: Float64Array.from(learner.scale),
    summary: learner.summary,
  };
}
