import { seededRandom } from '../random.ts';
import { checkInteger } from '../validation/options.ts';

import type { Dimension } from './Dimension.ts';

/** Combinations that are tried when nobody says how many: more are a mistake, and would not end. */
const MOST = 100_000;

/**
 * Lists the options that a search tries: all combinations in order, or as many as are wanted at random, none of a finite number
 * of them twice.
 * @param space - What options may be.
 * @param samples - How many are wanted; undefined: all.
 * @param seed - Where random choices come from.
 * @returns One object of options for each candidate.
 * @throws {TypeError|RangeError} Samples of another kind; none where numbers are random, or where there are too many
 * combinations.
 */
export function listCandidates(
  space: Dimension,
  samples: number | undefined,
  seed: number,
): object[] {
  const { count } = space;
  if (samples === undefined) {
    if (count <= MOST) return listAll(space);
    const found = count === Infinity ? 'random numbers' : `${count}`;
    throw new RangeError(
      `samples must be given where space has more than ${MOST} combinations, got ${found}`,
    );
  }
  checkInteger(samples, 'samples', { min: 1 });
  if (samples >= count) return listAll(space);
  const random = seededRandom(seed);
  if (count === Infinity) {
    return Array.from({ length: samples }, () => space.draw(random) as object);
  }
  const drawn = new Set<number>();
  while (drawn.size < samples) drawn.add(Math.floor(random() * count));
  return Array.from(drawn, (index) => space.at(index) as object);
}

function listAll({ count, at }: Dimension): object[] {
  return Array.from({ length: count }, (_, index) => at(index) as object);
}
