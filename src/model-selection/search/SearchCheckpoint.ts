import type { TaskFailure } from '../tasks/Executor.ts';

/** What a search keeps of the outcome of a task; `null` if there is none yet. */
export type Outcome =
  | { readonly scores: readonly number[] }
  | { readonly error: Readonly<TaskFailure['error']> }
  | null;

/** The state of a search, as plain JSON, from which the option `resume` continues. */
export interface SearchCheckpoint {
  /** The version of the format. */
  version: 1;
  /** A fingerprint of data, candidates, splits and scores. */
  fingerprint: string;
  /** The outcomes of each round, candidate by candidate, fold by fold. */
  rounds: Outcome[][];
}
