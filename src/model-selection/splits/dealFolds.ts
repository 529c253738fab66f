import { seededRandom } from '../../data/random.ts';

import type { Split } from './Split.ts';
import { splitsOf } from './Split.ts';
import type { FoldOptions } from './foldOptions.ts';
import { shuffle } from './shuffle.ts';

/**
 * Deals rows into folds as one deals cards: each group is shuffled and dealt, and the next group continues with the
 * fold after the last card. Folds differ by at most one row of each group, and by at most one row overall.
 * @param groups - Groups of rows, which together are all rows.
 * @returns The splits, repeat after repeat.
 */
export function dealFolds(
  groups: ReadonlyArray<readonly number[]>,
  { folds, repeats, seed }: Required<FoldOptions>,
): Split[] {
  const count = groups.reduce((sum, rows) => sum + rows.length, 0);
  const random = seededRandom(seed);
  const dealings = Array.from({ length: repeats }, () => {
    const foldOf = new Int32Array(count);
    let next = 0;
    for (const rows of groups) {
      for (const row of shuffle(rows, random)) foldOf[row] = next++ % folds;
    }
    return splitsOf(foldOf, folds);
  });
  return dealings.flat();
}
