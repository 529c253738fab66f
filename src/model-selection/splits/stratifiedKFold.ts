import type { Labels } from '../../data/labels.ts';

import type { Split } from './Split.ts';
import { dealFolds } from './dealFolds.ts';
import type { FoldOptions } from './foldOptions.ts';
import { resolveFoldOptions } from './foldOptions.ts';
import { rowsByClass } from './rowsByClass.ts';

/**
 * Deals rows at random into folds with equal shares of each class. Every row is in exactly one test fold; folds differ
 * by at most one row of each class, and by at most one row overall.
 * @param y - n labels.
 * @param options - Folds, repeats and seed.
 * @returns One split per fold, with its rows for testing and all others for training.
 * @throws {TypeError|RangeError} If labels or options have the wrong type, or there are more folds than rows in the
 * smallest class, which would leave a fold without it.
 * @example
 * for (const { train, test } of stratifiedKFold(y, { folds: 10, seed: 1 })) {
 *   knn.train(train.map((row) => X[row]), train.map((row) => y[row]));
 * }
 */
export function stratifiedKFold(y: Labels, options: FoldOptions = {}): Split[] {
  const groups = rowsByClass(y);
  const sizes = groups.map((rows) => rows.length);
  const maxReason = 'the size of the smallest class';
  return dealFolds(
    groups,
    resolveFoldOptions(
      options,
      groups.flat().length,
      Math.min(...sizes),
      maxReason,
    ),
  );
}
