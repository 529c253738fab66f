import type { FoldFigures } from '../cross-validation/summarizeScores.ts';
import type { TaskFailure } from '../tasks/Executor.ts';

/** Options that a search evaluated. */
export interface Candidate {
  /** The options, as the classifier takes them. */
  options: object;
  /** The number of rounds in which it was evaluated; more than one with successive halving only. */
  rounds: number;
  /** The scores of its last round, by name: one value per fold, mean and standard deviation. */
  scores: Record<string, FoldFigures>;
}

/** Options that could not be evaluated. */
export interface FailedCandidate {
  /** The options, as the classifier takes them. */
  options: object;
  /** The number of rounds in which it was evaluated, including the one that failed. */
  rounds: number;
  /** The error of the first fold that failed. */
  error: TaskFailure['error'];
}

/** Digits that count when candidates are compared: equal scores of folds add up to the same but for the last few. */
const DIGITS = 12;

/** The mean of each score, in their order, rounded to the digits that count. */
export function goalsOf({ scores }: Candidate): number[] {
  return Object.values(scores).map(({ mean }) =>
    Number(mean.toPrecision(DIGITS)),
  );
}
