import type { LabelledData } from '../validation/labelledData.ts';
import type { Label } from '../validation/labels.ts';

/** A classifier in the manner of ml.js. */
export interface Classifier {
  train?: (X: never, y: never) => unknown;
  predict: (X: never) => ArrayLike<Label>;
}

/** Its class: one with `train` on its prototype is made of options, any other of X, y and options (ml-knn's `KNN`). */
export interface ClassifierClass<Trained extends Classifier = Classifier> {
  readonly prototype: Classifier;
  new (...parts: never[]): Trained;
}

/** What a scorer of one's own is shown: a trained classifier, and rows it has not seen. The larger what it returns, the better. */
export type ScoreFunction<Trained = never> = (
  classifier: Trained,
  X: number[][],
  y: Label[],
) => number;

/**
 * How a trained classifier is scored on rows it has not seen; the larger, the better.
 *
 * `'accuracy'`: the part of them that is predicted right. `'balancedAccuracy'`: the mean of that over the classes of the rows.
 * `'macroF1'`: the mean of F1 over the classes that rows have or are predicted to have. Of a `MetricKNN` only:
 * `'meanRadius'`, the mean of the certified radii, see `certify`, which is 0 for what is predicted wrong, and for an infinite
 * one the diagonal of the box around the training rows, in their standard deviations; and `certifiedAccuracy`, the part that
 * is predicted right however it is moved by less than `radius`. Or a function.
 */
export type Scoring<Trained = never> =
  | 'accuracy'
  | 'balancedAccuracy'
  | 'macroF1'
  | 'meanRadius'
  | { name: 'certifiedAccuracy'; radius: number }
  | ScoreFunction<Trained>;

/** One training, on some rows, and its scores on others. */
export interface Task {
  /** Raw inputs and labels. Tasks of one search share the object: whoever takes it elsewhere does so once. */
  data: LabelledData;
  classifier: ClassifierClass;
  /** Plain JSON for a built-in class. */
  options: object;
  /** Row indices, in ascending order. */
  train: Int32Array;
  test: Int32Array;
  scoring: readonly Scoring[];
}

/** What came out of a task. */
export interface Scores {
  /** Which of the tasks. */
  task: number;
  /** One for each of its `scoring`. */
  scores: number[];
  /** Rows of class i that were predicted as class j, c × c row by row, of the classes of the data. */
  confusion: number[];
  fitSeconds: number;
  scoreSeconds: number;
}

/** A task that could not be done. */
export interface TaskFailure {
  task: number;
  error: { name: string; message: string };
}

/** Does tasks, here or elsewhere. */
export interface Executor {
  /**
   * Does tasks. What comes out of a task does not depend on where it is done, but for the seconds.
   * @param tasks - The tasks.
   * @param signal - Gives up when it aborts: the iteration rejects with its reason.
   * @returns Outcomes as they come, in any order; one for each task.
   */
  run(
    tasks: readonly Task[],
    signal?: AbortSignal,
  ): AsyncIterable<Scores | TaskFailure>;
}
