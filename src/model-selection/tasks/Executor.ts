import type { LabelledData } from '../../data/LabelledData.ts';
import type { Label } from '../../data/labels.ts';

/** A classifier with the interface of ml.js. */
export interface Classifier {
  /** Trains on n × d rows and n labels. Without it, the constructor trains. */
  train?: (X: never, y: never) => unknown;
  /** Predicts one label for each of q × d rows. */
  predict: (X: never) => ArrayLike<Label>;
  /** Predicts the probability of each class for each of q × d rows, in the order of a property `classes`. */
  predictProba?: (X: never) => unknown;
}

/**
 * The class of a classifier. A class with `train` on its prototype is constructed from options; any other class is
 * constructed from X, y and options, as ml-knn's `KNN` is.
 */
export interface ClassifierClass<Trained extends Classifier = Classifier> {
  readonly prototype: Classifier;
  new (...parts: never[]): Trained;
}

/**
 * A custom score: a function of a trained classifier, and of rows and labels that it has not been trained on.
 * Larger is better.
 */
export type ScoreFunction<Trained = never> = (
  classifier: Trained,
  X: number[][],
  y: Label[],
) => number;

/**
 * How a trained classifier is scored on rows that it has not been trained on; larger is better, except for losses.
 *
 * `'accuracy'`: the fraction of rows that are predicted correctly. `'balancedAccuracy'`: the mean recall over the
 * classes of the rows. `'macroF1'`: the mean of F1 over the classes that occur among the rows or the predictions.
 *
 * For classes with `predictProba` and `classes`, as `MetricKNN`, two losses of which smaller is better, and which `search`
 * minimizes. `'logLoss'`: the mean of −ln p over the rows, p the probability of the actual class, clipped to between ε and
 * 1 − ε with ε = 2⁻⁵², as scikit-learn does: a row none of whose k neighbours has its class costs 36.04. `'brier'`: the mean
 * over the rows of Σ (p_c − y_c)² over all classes c, y_c being 1 for the actual class and 0 for others; from 0 to 2. A class
 * that is not among the training rows of a fold has the probability 0.
 *
 * For `MetricKNN` only: `'meanRadius'`, the mean of the certified radii (see `certify`) in standard deviations, where a
 * row that is predicted incorrectly counts as 0 and an infinite radius as the diagonal of the bounding box of the
 * training rows; and `certifiedAccuracy`, the fraction of rows that are predicted correctly under every perturbation
 * smaller than `radius`.
 *
 * Or a function: see `ScoreFunction`.
 */
export type Scoring<Trained = never> =
  | 'accuracy'
  | 'balancedAccuracy'
  | 'macroF1'
  | 'logLoss'
  | 'brier'
  | 'meanRadius'
  | { name: 'certifiedAccuracy'; radius: number }
  | ScoreFunction<Trained>;

/** Training on some rows, and scoring on others. */
export interface Task {
  /** Raw rows and labels. The tasks of a search share this object, so an executor needs to transfer it only once. */
  data: LabelledData;
  /** The class to train. */
  classifier: ClassifierClass;
  /** The options of the classifier; plain JSON for a built-in class. */
  options: object;
  /** Indices of the training rows, in ascending order. */
  train: Int32Array;
  /** Indices of the test rows, in ascending order. */
  test: Int32Array;
  /** The scores to compute. */
  scoring: readonly Scoring[];
}

/** The rows of a task. */
export type TaskRows = Pick<Task, 'train' | 'test'>;

/** The outcome of a task. */
export interface Scores {
  /** The index of the task. */
  task: number;
  /** One score for each of its `scoring`. */
  scores: number[];
  /** How many test rows of class i were predicted as class j: c × c counts for the classes of the data, row-major. */
  confusion: number[];
  /** Seconds of training. */
  fitSeconds: number;
  /** Seconds of predicting and scoring. */
  scoreSeconds: number;
}

/** A task that failed. */
export interface TaskFailure {
  /** The index of the task. */
  task: number;
  /** The name and the message of the error. */
  error: { name: string; message: string };
}

/** Runs tasks, in this process or elsewhere. */
export interface Executor {
  /**
   * Runs tasks. Except for the seconds, the outcome of a task does not depend on where it runs.
   * @param signal - Cancels the run: the iteration rejects with its reason.
   * @returns One outcome per task, as they complete, in any order.
   */
  run(
    tasks: readonly Task[],
    signal?: AbortSignal,
  ): AsyncIterable<Scores | TaskFailure>;
}
