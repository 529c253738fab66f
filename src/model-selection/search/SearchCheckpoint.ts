import { isPlainObject } from '../../options/checks.ts';
import { describe } from '../../options/describe.ts';
import type { Outcome } from '../tasks/readOutcome.ts';
import { readOutcome } from '../tasks/readOutcome.ts';

import type { Round } from './planRounds.ts';

/** The state of a search, as plain JSON, from which the option `resume` continues. */
export interface SearchCheckpoint {
  /** The version of the format. */
  version: 1;
  /** A fingerprint of data, candidates, splits and scores. */
  fingerprint: string;
  /** The outcomes of each round, candidate by candidate, fold by fold. */
  rounds: Outcome[][];
}

/**
 * Reads a checkpoint.
 * @param resume - A checkpoint; undefined if the search starts from the beginning.
 * @param fingerprint - The fingerprint of the search that is to be continued.
 * @param rounds - Its rounds.
 * @param scores - The number of scores of a task.
 * @returns A copy of the outcomes.
 * @throws {TypeError} If it is not a checkpoint.
 * @throws {RangeError} If it belongs to another search or to a newer version.
 */
export function readCheckpoint(
  resume: SearchCheckpoint | undefined,
  fingerprint: string,
  rounds: readonly Round[],
  scores: number,
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
      'resume must be a checkpoint of the same search, with the same classifier, data, space, samples, halving, folds, seed and scoring',
    );
  }
  checkLength(given.rounds, 'resume.rounds', rounds.length);
  return given.rounds.map((round: unknown, at) => {
    const { candidates, splits } = rounds[at];
    const name = `resume.rounds[${at}]`;
    return checkLength(round, name, candidates * splits.length).map(
      (outcome, task) => readEntry(outcome, scores, `${name}[${task}]`),
    );
  });
}

function checkLength(given: unknown, name: string, max: number): unknown[] {
  if (!Array.isArray(given)) {
    throw new TypeError(`${name} must be an array, got ${describe(given)}`);
  }
  if (given.length <= max) return given;
  throw new RangeError(
    `${name} must have at most ${max} entries, got ${given.length}`,
  );
}

function readEntry(given: unknown, count: number, name: string): Outcome {
  if (given === null) return null;
  const outcome = readOutcome(given, count);
  if (outcome) return outcome;
  const expected = count === 1 ? 'a finite score' : `${count} finite scores`;
  throw new TypeError(
    `${name} must have ${expected} or an error, got ${describe(given)}`,
  );
}
