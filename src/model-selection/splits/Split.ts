/** Row indices, in ascending order. */
export interface Split {
  /** The training rows. */
  train: number[];
  /** The test rows. */
  test: number[];
}

/**
 * Splits with each fold in turn for testing, and all others for training. O(folds · n).
 * @param foldOf - The fold of each row.
 * @param folds - The number of folds.
 */
export function splitsOf(foldOf: Int32Array, folds: number): Split[] {
  const rows = Array.from(foldOf.keys());
  return Array.from({ length: folds }, (_, fold) => ({
    train: rows.filter((row) => foldOf[row] !== fold),
    test: rows.filter((row) => foldOf[row] === fold),
  }));
}
