import type { Labels } from '../validation/labels.ts';

import type { Split } from './Split.ts';
import { drawSplits } from './drawSplits.ts';
import { rowsByClass } from './rowsByClass.ts';
import type { ShuffleSplitOptions } from './shuffleSplitOptions.ts';
import { resolveShuffleSplitOptions } from './shuffleSplitOptions.ts';

/**
 * Splits rows at random into training and test rows, class by class: every class has its share of test rows, rounded,
 * at least one, and keeps at least one training row.
 * @param y - n labels.
 * @param options - Share, repeats, seed.
 * @returns One split a repeat.
 * @throws {TypeError|RangeError} Labels or options of another kind; a class of one row.
 */
export function stratifiedShuffleSplit(
  y: Labels,
  options: ShuffleSplitOptions = {},
): Split[] {
  const groups = rowsByClass(y);
  return drawSplits(
    groups,
    resolveShuffleSplitOptions(options, groups.flat().length),
  );
}
