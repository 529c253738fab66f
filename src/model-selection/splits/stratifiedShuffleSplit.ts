import type { Labels } from '../../data/labels.ts';

import type { Split } from './Split.ts';
import { drawSplits } from './drawSplits.ts';
import { rowsByClass } from './rowsByClass.ts';
import type { ShuffleSplitOptions } from './shuffleSplitOptions.ts';
import { resolveShuffleSplitOptions } from './shuffleSplitOptions.ts';

/**
 * Splits rows at random into training and test rows, class by class: each class contributes its fraction of test rows,
 * rounded, at least one, and keeps at least one training row.
 * @param y - n labels.
 * @param options - Fraction of test rows, repeats and seed.
 * @returns One split per repeat.
 * @throws {TypeError|RangeError} If labels or options have the wrong type, or a class has a single row.
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
