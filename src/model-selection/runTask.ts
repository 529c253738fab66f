import type { Label } from '../validation/labels.ts';

import { Confusion } from './Confusion.ts';
import type { Scores, Task } from './Executor.ts';
import { predictedCodes } from './predictedCodes.ts';
import { scoreRows } from './scoreRows.ts';
import { trainClassifier } from './trainClassifier.ts';

/**
 * Does a task: trains a classifier of its own on some rows, and scores it on others, which it has not seen. Nothing is
 * remembered: the same task gives the same scores, but for the seconds.
 * @param task - The task.
 * @param index - Which of the tasks it is.
 * @returns Its scores.
 * @throws {TypeError} An asynchronous classifier or scorer, one that is certified but is no `MetricKNN`.
 * @throws {RangeError} A prediction that is no label, a score that is not finite; whatever the classifier throws.
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
  const predicted = predictedCodes(classifier, unseen.X, data.classes);
  const actual = Int32Array.from(test, (row) => data.codes[row]);
  const confusion = new Confusion(actual, predicted, data.classes.length);
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
