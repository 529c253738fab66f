/** Row indices, in ascending order. */
export interface Split {
  train: number[];
  test: number[];
}

/**
 * Splits with each fold in turn for testing, and all others for training. O(folds · n).
 * @param foldOf - Which fold each row is in.
 * @param folds - How many folds there are.
 * @returns One split a fold.
 */
export function splitsOf(foldOf: Int32Array, folds: number): Split[] {
  const rows = Array.from(foldOf.keys());
  return Array.from({ length: folds }, (_, fold) => ({
    train: rows.filter((row) => foldOf[row] !== fold),
    test: rows.filter((row) => foldOf[row] === fold),
  }));
}
