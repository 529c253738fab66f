import type { Label } from '../data/labels.ts';

/** The methods that `MetricLearner` and `MetricKNN` have in common, as far as the checks use them. */
export interface Subject {
  /** Fits a learner to n × d rows and n labels. */
  fit?: (X: never, y: never) => unknown;
  /** Fits a learner asynchronously. */
  fitAsync?: (X: never, y: never) => Promise<unknown>;
  /** Embeds q × d rows: an array of rows, or a `Matrix`. */
  transform?: (X: never) => unknown;
  /** Trains a classifier on n × d rows and n labels. */
  train?: (X: never, y: never) => unknown;
  /** Trains a classifier asynchronously. */
  trainAsync?: (X: never, y: never) => Promise<unknown>;
  /** Predicts one label for each of q × d rows. */
  predict?: (X: never) => unknown;
  /** Whether it has been fitted or trained. */
  readonly fitted?: boolean;
}

/** Rows with labels. */
export interface CheckData {
  X: number[][];
  y: Label[];
}

/** An estimator under test: how to create one, and the data to try it on. */
export interface CheckCase {
  create: () => Subject;
  /** The training data. */
  data: CheckData;
  /** Rows that are not in the training data. */
  unseen: number[][];
}

/** One check. */
export interface EstimatorCheck {
  /** What is checked, as a sentence: `inputs are not modified`. */
  name: string;
  /** Throws or rejects if the check fails. */
  run: (subject: CheckCase) => void | Promise<void>;
}
