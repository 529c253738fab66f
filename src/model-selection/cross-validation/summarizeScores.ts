import type { ScoreName } from '../tasks/checkScoring.ts';

/** A figure of each fold, with mean and standard deviation. */
export interface FoldFigures {
  /** One value per fold, in their order. */
  folds: number[];
  /** The mean over the folds. */
  mean: number;
  /** The standard deviation over the folds, with divisor n − 1; 0 for a single fold. */
  standardDeviation: number;
}

/** A score of each fold. */
export interface ScoreFigures extends FoldFigures {
  /** Only for losses, `'logLoss'` and `'brier'`: true. Of other scores, larger is better. */
  smallerIsBetter?: true;
}

/** Adds mean and standard deviation to the figures of folds. */
export function summarizeFolds(folds: number[]): FoldFigures {
  const count = folds.length;
  const mean = sum(folds) / count;
  const squares = folds.map((figure) => (figure - mean) ** 2);
  const standardDeviation =
    count > 1 ? Math.sqrt(sum(squares) / (count - 1)) : 0;
  return { folds, mean, standardDeviation };
}

/**
 * Collects the scores of folds by name.
 * @param names - What the scores are called, and whether they are losses.
 * @param folds - For each fold, one score per name.
 */
export function summarizeScores(
  names: readonly ScoreName[],
  folds: ReadonlyArray<readonly number[]>,
): Record<string, ScoreFigures> {
  return Object.fromEntries(
    names.map(({ name, smallerIsBetter }, at) => [
      name,
      {
        ...summarizeFolds(folds.map((scores) => scores[at])),
        ...(smallerIsBetter && { smallerIsBetter }),
      },
    ]),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
