import type { ScoreFigures } from '../cross-validation/summarizeScores.ts';
import type { TaskFailure } from '../tasks/Executor.ts';

/** Options that a search evaluated. */
export interface Candidate<
  Options extends object = object,
  Names extends string = string,
> {
  /** The options, as the classifier takes them. */
  options: Options;
  /** The number of rounds in which it was evaluated; more than one with successive halving only. */
  rounds: number;
  /** The scores of its last round, by name: one value per fold, mean and standard deviation. */
  scores: Record<Names, ScoreFigures>;
}

/** Options that could not be evaluated. */
export interface FailedCandidate<Options extends object = object> {
  /** The options, as the classifier takes them. */
  options: Options;
  /** The number of rounds in which it was evaluated, including the one that failed. */
  rounds: number;
  /** The error of the first fold that failed. */
  error: TaskFailure['error'];
}
