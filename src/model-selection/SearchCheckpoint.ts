import type { TaskFailure } from './Executor.ts';

/** What came out of a task, as far as a search remembers it; `null`: nothing yet. */
export type Outcome =
  | { readonly scores: readonly number[] }
  | { readonly error: Readonly<TaskFailure['error']> }
  | null;

/** Where a search is, as plain JSON: `resume` continues there. */
export interface SearchCheckpoint {
  version: 1;
  /** Of data, candidates, splits and scores. */
  fingerprint: string;
  /** What came out of each task of each round, candidate by candidate, fold by fold. */
  rounds: Outcome[][];
}
