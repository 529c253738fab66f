import type { Label } from '../../data/labels.ts';
import { describe } from '../../options/describe.ts';

import { ConfusionCounts } from './ConfusionCounts.ts';
import type { Scores, Task, TaskFailure } from './Executor.ts';
import { scoreRows } from './scoreRows.ts';
import { predictTestRows, trainClassifier } from './trainClassifier.ts';

/** The outcome of a task. */
export type TaskOutcome = Scores | TaskFailure;

/**
 * Runs a task: trains a new classifier on some rows, and scores it on others. Nothing is kept between tasks: the same
 * task gives the same scores, except for the seconds.
 * @param index - The index of the task, for its outcome.
 * @throws {TypeError} If the classifier or a score is asynchronous, or radii are requested of a class other
 * than `MetricKNN`.
 * @throws {RangeError} If a prediction is not a label, or a score is not finite; whatever the classifier throws.
 */
export function runTask(task: Task, index = 0): Scores {
  const { data, train, test, scoring } = task;
  const trained = pick(task, train);
  const unseen = pick(task, test);
  const started = performance.now();
  const classifier = trainClassifier(
    task.classifier,
    task.options,
    trained.X,
    trained.y,
  );
  const fitted = performance.now();
  const predicted = predictTestRows(classifier, unseen.X, data.classes);
  const actual = Int32Array.from(test, (row) => data.codes[row]);
  const confusion = new ConfusionCounts(actual, predicted, data.classes.length);
  const isRight = Array.from(actual, (code, row) => code === predicted[row]);
  const scores = scoreRows(scoring, classifier, {
    ...unseen,
    confusion,
    isRight,
  });
  const scored = performance.now();
  return {
    task: index,
    scores,
    confusion: confusion.counts,
    fitSeconds: (fitted - started) / 1000,
    scoreSeconds: (scored - fitted) / 1000,
  };
}

/**
 * Runs a task.
 * @param index - The index of the task, for its outcome.
 * @returns Its scores, or the error.
 */
export function attemptTask(task: Task, index: number): TaskOutcome {
  try {
    return runTask(task, index);
  } catch (error) {
    return { task: index, error: textOf(error) };
  }
}

// plain JSON, as checkpoints need, of anything that may be thrown
function textOf(error: unknown): TaskFailure['error'] {
  if (!(error instanceof Error)) {
    return { name: 'Error', message: describe(error) };
  }
  const { name, message }: { name: unknown; message: unknown } = error;
  return { name: String(name), message: String(message) };
}

// plain arrays, which every classifier of ml.js takes
function pick({ data }: Task, rows: Int32Array): { X: number[][]; y: Label[] } {
  const { values, columns, codes, classes } = data;
  return {
    X: Array.from(rows, (row) =>
      Array.from(values.subarray(row * columns, (row + 1) * columns)),
    ),
    y: Array.from(rows, (row) => classes[codes[row]]),
  };
}
