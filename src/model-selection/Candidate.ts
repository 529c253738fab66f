import type { TaskFailure } from './Executor.ts';
import type { FoldFigures } from './summarizeScores.ts';

/** Options that a search tried. */
export interface Candidate {
  /** They go straight into the classifier. */
  options: object;
  /** In how many rounds it was tried; more than one with successive halving only. */
  rounds: number;
  /** Each score by its name, of its last round: of each fold, with mean and standard deviation. */
  scores: Record<string, FoldFigures>;
}

/** Options that could not be tried. */
export interface FailedCandidate {
  options: object;
  /** In how many rounds it was tried, the one that failed included. */
  rounds: number;
  /** What the first fold that failed threw. */
  error: TaskFailure['error'];
}

/** Digits that count when candidates are compared: equal scores of folds add up to the same but for the last few. */
const DIGITS = 12;

/**
 * How good a candidate is.
 * @param candidate - The candidate.
 * @returns The mean of each score, in their order, as far as it counts.
 */
export function goalsOf({ scores }: Candidate): number[] {
  return Object.values(scores).map(({ mean }) =>
    Number(mean.toPrecision(DIGITS)),
  );
}
