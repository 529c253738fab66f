import type { Label } from '../validation/labels.ts';

/** What is common to `MetricLearner` and `MetricKNN`, as the checks see it. */
export interface Subject {
  fit?: (X: never, y: never) => unknown;
  fitAsync?: (X: never, y: never) => Promise<unknown>;
  transform?: (X: never) => unknown;
  train?: (X: never, y: never) => unknown;
  trainAsync?: (X: never, y: never) => Promise<unknown>;
  predict?: (X: never) => unknown;
  readonly fitted?: boolean;
}

/** Rows with labels. */
export interface CheckData {
  X: number[][];
  y: Label[];
}

/** An estimator under test: how a fresh one is made, and what it is tried on. */
export interface CheckCase {
  create: () => Subject;
  /** What it learns from. */
  data: CheckData;
  /** Rows that it has not learned from. */
  unseen: number[][];
}

/** One check. */
export interface EstimatorCheck {
  /** What is checked, as a sentence: `fitting twice is fitting once`. */
  name: string;
  /** Throws, or rejects, if it is not so. */
  run: (subject: CheckCase) => void | Promise<void>;
}
