import { ConfusionMatrix } from 'ml-confusion-matrix';

import type { Rows } from '../../data/Dense.ts';
import type { LabelledData } from '../../data/LabelledData.ts';
import { checkLabelledData } from '../../data/LabelledData.ts';
import type { Label, Labels } from '../../data/labels.ts';
import { checkOptionNames } from '../../options/checks.ts';
import { describe } from '../../options/describe.ts';
import type { Classifier, ClassifierClass, Scores } from '../tasks/Executor.ts';
import type {
  NamedScoring,
  ScoreNames,
  ScoringOption,
} from '../tasks/ScoreNames.ts';
import { checkScoring, describeScoring } from '../tasks/checkScoring.ts';
import { runTask } from '../tasks/runTask.ts';
import { checkClassifier } from '../tasks/trainClassifier.ts';

import type { SplitOptions } from './resolveSplits.ts';
import { resolveSplits } from './resolveSplits.ts';
import type { FoldFigures, ScoreFigures } from './summarizeScores.ts';
import { summarizeFolds, summarizeScores } from './summarizeScores.ts';

/** The folds and the scores of a cross-validation. */
export interface CrossValidationOptions<Trained = never> extends SplitOptions {
  /**
   * How a classifier is scored on the test rows of a fold: one score, or several. See `Scoring`.
   * @default 'accuracy'
   */
  scoring?: ScoringOption<Trained>;
}

/** The results of a cross-validation. */
export interface CrossValidation<
  Names extends string = string,
  L extends Label = Label,
> {
  /**
   * Scores by name: `accuracy`, `certifiedAccuracy@0.5`, or the name of a function (`score` for a function
   * without a name).
   */
  scores: Record<Names, ScoreFigures>;
  /** Seconds of training. */
  fitSeconds: FoldFigures;
  /** Seconds of predicting and scoring. */
  scoreSeconds: FoldFigures;
  /** The confusion matrix over the test rows of all folds; rows are actual classes, columns predicted ones. */
  confusionMatrix: ConfusionMatrix<L>;
}

/** The names of the options. */
export const VALIDATION_NAMES: ReadonlyArray<keyof CrossValidationOptions> = [
  'folds',
  'repeats',
  'seed',
  'scoring',
];

/**
 * Cross-validates a classifier: for each fold, trains on all other folds and scores on this one.
 *
 * Accepts the classes that ml-cross-validation accepts: a class with `train` on its prototype is constructed as `new
 * Classifier(options)` and then trained; any other class is constructed as `new Classifier(X, y, options)`, as ml-knn's
 * `KNN` is. Each fold trains a new classifier on its training rows only, so nothing that is learned, standardization
 * and triplets included, depends on the test rows.
 * @param Class - `MetricKNN`, or a classifier class of ml.js.
 * @param options - The options of the classifier.
 * @param X - n × d: arrays, typed arrays or a `Matrix`; the classifier receives rows as plain arrays.
 * @param y - n labels of at least two classes.
 * @param validation - Folds, repeats, seed and scoring.
 * @returns Scores and seconds per fold, with mean and standard deviation, and a confusion matrix of
 * ml-confusion-matrix.
 * @throws {TypeError} If an argument has the wrong type, the classifier or a score is asynchronous, or the class cannot be
 * scored as requested.
 * @throws {RangeError} If there are more folds than rows in the smallest class, a split has rows that do not exist, a
 * score is unknown or not finite; whatever else the class throws.
 * @example
 * const { scores } = crossValidate(MetricKNN, { k: 3 }, X, y, { folds: 10, scoring: ['accuracy', 'meanRadius'] });
 * scores.accuracy.mean;
 */
export function crossValidate<
  Trained extends Classifier,
  const Asked extends NamedScoring = 'accuracy',
  L extends Label = Label,
>(
  Class: ClassifierClass<Trained>,
  options: object | undefined,
  X: Rows,
  y: Labels<L>,
  validation?: SplitOptions & { scoring?: Asked },
): CrossValidation<ScoreNames<Asked>, L>;
export function crossValidate<
  Trained extends Classifier,
  L extends Label = Label,
>(
  Class: ClassifierClass<Trained>,
  options: object | undefined,
  X: Rows,
  y: Labels<L>,
  validation?: CrossValidationOptions<Trained>,
): CrossValidation<string, L>;
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
  const classifierOptions = checkClassifierOptions(options);
  const data = checkLabelledData(X, y);
  const splits = resolveSplits(validation, data);
  const folds = splits.map((split) =>
    runTask({
      ...split,
      data,
      classifier: Class,
      options: classifierOptions,
      scoring,
    }),
  );
  return {
    scores: summarizeScores(
      scoring.map(describeScoring),
      folds.map(({ scores }) => scores),
    ),
    fitSeconds: summarizeFolds(folds.map(({ fitSeconds }) => fitSeconds)),
    scoreSeconds: summarizeFolds(folds.map(({ scoreSeconds }) => scoreSeconds)),
    confusionMatrix: sumConfusions(folds, data),
  };
}

function checkClassifierOptions(options: unknown = {}): object {
  if (typeof options === 'object' && options !== null) return options;
  throw new TypeError(
    `the classifier options must be an object, got ${describe(options)}`,
  );
}

function sumConfusions(
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
