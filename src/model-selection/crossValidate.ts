import { ConfusionMatrix } from 'ml-confusion-matrix';

import type { Rows } from '../validation/dense.ts';
import { describe } from '../validation/describe.ts';
import type { LabelledData } from '../validation/labelledData.ts';
import { checkLabelledData } from '../validation/labelledData.ts';
import type { Label, Labels } from '../validation/labels.ts';
import { checkOptionNames } from '../validation/options.ts';

import type {
  Classifier,
  ClassifierClass,
  Scores,
  Scoring,
} from './Executor.ts';
import { checkClassifier } from './checkClassifier.ts';
import { checkScoring } from './checkScoring.ts';
import { nameOfScoring } from './nameOfScoring.ts';
import type { SplitOptions } from './resolveSplits.ts';
import { resolveSplits } from './resolveSplits.ts';
import { runTask } from './runTask.ts';
import type { FoldFigures } from './summarizeScores.ts';
import { summarizeFolds, summarizeScores } from './summarizeScores.ts';

/** How a classifier is validated. */
export interface CrossValidationOptions<Trained = never> extends SplitOptions {
  /**
   * How it is scored on the rows of a fold, see `Scoring`: one way, or several.
   * @default 'accuracy'
   */
  scoring?: Scoring<Trained> | ReadonlyArray<Scoring<Trained>>;
}

/** How a classifier does on rows that it has not seen. */
export interface CrossValidation {
  /**
   * Each score by its name: `accuracy`, `certifiedAccuracy@0.5`, or what a function is called (`score`, if it has no name).
   */
  scores: Record<string, FoldFigures>;
  /** How long training took. */
  fitSeconds: FoldFigures;
  /** How long predicting and scoring took. */
  scoreSeconds: FoldFigures;
  /** How often rows of one class were predicted as another, of all folds together; rows are actual classes. */
  confusionMatrix: ConfusionMatrix<Label>;
}

/** Their names. */
export const VALIDATION_NAMES: ReadonlyArray<keyof CrossValidationOptions> = [
  'folds',
  'repeats',
  'seed',
  'scoring',
];

/**
 * Trains a classifier on all folds but one, and scores it on that one, for each of them.
 *
 * Takes the classes that ml-cross-validation takes: with `train` on the prototype, `new Classifier(options)` is trained; any
 * other is `new Classifier(X, y, options)`, as ml-knn's `KNN` is. Every fold has a classifier of its own, which sees its
 * training rows and nothing else: whatever it learns, standardization and triplets included, it learns from them.
 * @param Class - The class: `MetricKNN`, or one of ml.js.
 * @param options - The options of the classifier.
 * @param X - n × d: arrays, typed arrays or a `Matrix`; rows are handed on as plain arrays.
 * @param y - n labels, of two classes at least.
 * @param validation - Folds, repeats, seed and scoring.
 * @returns Scores and seconds of each fold, with mean and standard deviation, and an ml-confusion-matrix.
 * @throws {TypeError} Arguments of another kind; an asynchronous classifier or scorer, whose results would never be waited for.
 * @throws {RangeError} More folds than the smallest class has rows, splits with rows that there are not, unknown scores, scores
 * that are not finite; whatever else the class refuses.
 * @example
 * const { scores } = crossValidate(MetricKNN, { k: 3 }, X, y, { folds: 10, scoring: ['accuracy', 'meanRadius'] });
 * scores.accuracy.mean;
 */
export function crossValidate<Trained extends Classifier>(
  Class: ClassifierClass<Trained>,
  options: object | undefined,
  X: Rows,
  y: Labels,
  validation: CrossValidationOptions<Trained> = {},
): CrossValidation {
  checkOptionNames(validation, 'options', VALIDATION_NAMES);
  const scoring = checkScoring(validation.scoring ?? 'accuracy');
  checkClassifier(Class, scoring);
  const own = checkOwnOptions(options);
  const data = checkLabelledData(X, y);
  const splits = resolveSplits(validation, data);
  const folds = splits.map((split) =>
    runTask({ ...split, data, classifier: Class, options: own, scoring }),
  );
  return {
    scores: summarizeScores(
      scoring.map(nameOfScoring),
      folds.map(({ scores }) => scores),
    ),
    fitSeconds: summarizeFolds(folds.map(({ fitSeconds }) => fitSeconds)),
    scoreSeconds: summarizeFolds(folds.map(({ scoreSeconds }) => scoreSeconds)),
    confusionMatrix: addConfusions(folds, data),
  };
}

function checkOwnOptions(options: unknown = {}): object {
  if (typeof options === 'object' && options !== null) return options;
  throw new TypeError(
    `the options of the classifier must be an object, got ${describe(options)}`,
  );
}

function addConfusions(
  folds: readonly Scores[],
  { classes }: LabelledData,
): ConfusionMatrix<Label> {
  const matrix = classes.map((_, actual) =>
    classes.map((__, predicted) =>
      folds.reduce(
        (sum, { confusion }) =>
          sum + confusion[actual * classes.length + predicted],
        0,
      ),
    ),
  );
  return new ConfusionMatrix(matrix, classes.slice());
}
