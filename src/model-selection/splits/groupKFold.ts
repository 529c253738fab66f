import { classSizes } from '../../data/LabelledData.ts';
import type { Labels } from '../../data/labels.ts';
import { encodeLabels } from '../../data/labels.ts';
import { checkInteger, checkOptionNames } from '../../options/checks.ts';

import type { Split } from './Split.ts';
import { splitByFold } from './Split.ts';

/** How groups are assigned to folds. */
export interface GroupFoldOptions {
  /**
   * The number of folds, at least 2.
   * @default 5
   */
  folds?: number;
}

/**
 * Assigns rows to folds without separating groups, so that no patient, batch or author is in training and test rows at
 * once. Groups are assigned in order of decreasing size, each to the fold with the fewest rows so far; nothing is
 * random. Every row is in exactly one test fold.
 * @param groups - The group of each row: n numbers, strings or booleans.
 * @returns One split per fold, with its rows for testing and all others for training.
 * @throws {TypeError|RangeError} If groups or options have the wrong type, or there are more folds than groups.
 */
export function groupKFold(
  groups: Labels,
  options: GroupFoldOptions = {},
): Split[] {
  checkOptionNames(options, 'options', ['folds']);
  const labels = encodeLabels(groups, 'groups');
  const { codes, classes } = labels;
  if (classes.length < 2) {
    throw new RangeError(
      `groups must have at least two groups, got ${classes.length}`,
    );
  }
  const { folds = 5 } = options;
  const maxReason = 'the number of groups';
  checkInteger(folds, 'folds', { min: 2, max: classes.length, maxReason });
  const foldOfGroup = assignGroups(classSizes(labels), folds);
  return splitByFold(
    codes.map((group) => foldOfGroup[group]),
    folds,
  );
}

// ties: the group that appears first, and the first fold
function assignGroups(sizes: Int32Array, folds: number): Int32Array {
  const order = Array.from(sizes.keys()).toSorted(
    (a, b) => sizes[b] - sizes[a],
  );
  const filled = new Array<number>(folds).fill(0);
  const foldOf = new Int32Array(sizes.length);
  for (const group of order) {
    const fold = filled.indexOf(Math.min(...filled));
    foldOf[group] = fold;
    filled[fold] += sizes[group];
  }
  return foldOf;
}
