/** Figures of folds. */
export interface FoldFigures {
  /** One for each fold, in their order. */
  folds: number[];
  mean: number;
  /** Of the folds, with n − 1; 0 for a single one. */
  standardDeviation: number;
}

/**
 * Puts the figures of folds together.
 * @param folds - A figure for each.
 * @returns The same, with mean and standard deviation.
 */
export function summarizeFolds(folds: number[]): FoldFigures {
  const count = folds.length;
  const mean = sum(folds) / count;
  const squares = folds.map((figure) => (figure - mean) ** 2);
  const standardDeviation =
    count > 1 ? Math.sqrt(sum(squares) / (count - 1)) : 0;
  return { folds, mean, standardDeviation };
}

/**
 * Names the scores of folds.
 * @param names - What each score is called.
 * @param folds - For each fold, a score for each name.
 * @returns The figures of each score.
 */
export function summarizeScores(
  names: readonly string[],
  folds: ReadonlyArray<readonly number[]>,
): Record<string, FoldFigures> {
  return Object.fromEntries(
    names.map((name, at) => [
      name,
      summarizeFolds(folds.map((scores) => scores[at])),
    ]),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
