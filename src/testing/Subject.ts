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

/**
 * Calls `fit` or `train`, whichever there is.
 * @param X - n × d, of any kind.
 * @param y - n labels.
 */
export function learn(subject: Subject, X: unknown, y: unknown): Subject {
  if (subject.fit) subject.fit(X as never, y as never);
  else subject.train?.(X as never, y as never);
  return subject;
}

/**
 * Calls `fitAsync` or `trainAsync`.
 * @returns The subject; `undefined` if it has neither.
 */
export async function fitAsync(
  subject: Subject,
  { X, y }: CheckData,
): Promise<Subject | undefined> {
  const method = subject.fit ? 'fitAsync' : 'trainAsync';
  if (typeof subject[method] !== 'function') return undefined;
  await subject[method](X as never, y as never);
  return subject;
}

/**
 * Calls `transform` or `predict`, for embeddings of a learner or labels of a classifier.
 * @param X - q × d, of any kind.
 * @returns One result per row, as plain arrays.
 */
export function predict(subject: Subject, X: unknown): unknown[] {
  const results = subject.transform
    ? subject.transform(X as never)
    : subject.predict?.(X as never);
  if (Array.isArray(results)) return results;
  const { to2DArray } = (results ?? {}) as { to2DArray?: () => number[][] };
  if (typeof to2DArray !== 'function') {
    throw new TypeError(
      'transform and predict must return an array or a Matrix',
    );
  }
  return to2DArray.call(results);
}

/**
 * Compares two results bitwise.
 * @param found - A result, or any other plain JSON.
 * @param what - The message if they differ.
 * @throws {Error} If they differ.
 */
export function expectSame(
  found: unknown,
  expected: unknown,
  what: string,
): void {
  const [a, b] = [JSON.stringify(found), JSON.stringify(expected)];
  if (a === b) return;
  throw new Error(`${what}: got ${shorten(a)}, expected ${shorten(b)}`);
}

function shorten(text: string | undefined): string {
  if (text === undefined) return 'undefined';
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
