import { describe } from '../validation/describe.ts';
import { isPlainObject } from '../validation/options.ts';

import type { TaskFailure } from './Executor.ts';

/** What came out of a task, as far as a search remembers it; `null`: nothing yet. */
export type Outcome = { scores: number[] } | Pick<TaskFailure, 'error'> | null;

/** Where a search is, as plain JSON: `resume` continues there. */
export interface SearchCheckpoint {
  version: 1;
  /** Of data, candidates, splits and scores. */
  fingerprint: string;
  /** What came out of each task of each round, candidate by candidate, fold by fold. */
  rounds: Outcome[][];
}

/**
 * Reads where a search was.
 * @param resume - What the user gave; undefined: it has not begun.
 * @param fingerprint - Of the search that is to be continued.
 * @returns What came out of the tasks; a copy.
 * @throws {TypeError} Something other than a checkpoint.
 * @throws {RangeError} One of another search, or of a newer version.
 */
export function readCheckpoint(
  resume: SearchCheckpoint | undefined,
  fingerprint: string,
): Outcome[][] {
  if (resume === undefined) return [];
  const given: unknown = resume;
  if (!isPlainObject(given) || !Array.isArray(given.rounds)) {
    throw new TypeError(
      `resume must be a checkpoint of a search, got ${describe(resume)}`,
    );
  }
  if (given.version !== 1) {
    throw new RangeError(
      `resume.version must be 1, got ${describe(given.version)}`,
    );
  }
  if (given.fingerprint !== fingerprint) {
    throw new RangeError(
      'resume must be a checkpoint of the same search: of the same data, space, folds, seed and scoring',
    );
  }
  return given.rounds.map((round: unknown, at) => {
    if (Array.isArray(round)) {
      return round.map((outcome: unknown, task) =>
        readOutcome(outcome, `resume.rounds[${at}][${task}]`),
      );
    }
    throw new TypeError(
      `resume.rounds[${at}] must be an array, got ${describe(round)}`,
    );
  });
}

function readOutcome(given: unknown, name: string): Outcome {
  if (given === null) return null;
  const { scores, error } = (given ?? {}) as {
    scores?: unknown;
    error?: Partial<TaskFailure['error']>;
  };
  if (Array.isArray(scores) && scores.every(Number.isFinite)) {
    return { scores: scores.slice() as number[] };
  }
  if (typeof error?.message === 'string' && typeof error.name === 'string') {
    return { error: { name: error.name, message: error.message } };
  }
  throw new TypeError(
    `${name} must have finite scores or an error, got ${describe(given)}`,
  );
}
