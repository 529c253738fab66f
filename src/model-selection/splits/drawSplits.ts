import { seededRandom } from '../../data/random.ts';

import type { Split } from './Split.ts';
import { shuffle } from './shuffle.ts';
import type { ShuffleSplitOptions } from './shuffleSplitOptions.ts';

/**
 * Splits rows at random, group by group: each group contributes its fraction of test rows, rounded, at least one, and
 * keeps at least one training row.
 * @param groups - Groups of at least two rows.
 * @returns One split per repeat.
 */
export function drawSplits(
  groups: ReadonlyArray<readonly number[]>,
  { testSize, repeats, seed }: Required<ShuffleSplitOptions>,
): Split[] {
  const random = seededRandom(seed);
  return Array.from({ length: repeats }, () => {
    const train: number[][] = [];
    const test: number[][] = [];
    for (const rows of groups) {
      const count = Math.round(testSize * rows.length);
      const tested = Math.min(Math.max(count, 1), rows.length - 1);
      const shuffled = shuffle(rows, random);
      test.push(shuffled.slice(0, tested));
      train.push(shuffled.slice(tested));
    }
    return { train: inOrder(train), test: inOrder(test) };
  });
}

function inOrder(parts: number[][]): number[] {
  return parts.flat().toSorted((a, b) => a - b);
}
