import type { Random } from '../../data/random.ts';
import { seededRandom } from '../../data/random.ts';
import { checkInteger } from '../../options/checks.ts';

import type { Dimension } from './Dimension.ts';

/** The most combinations that are tried without `samples`: more are a mistake, and would not end. */
const MOST = 100_000;

/** The most samples: all candidates are kept, with their scores. */
const MOST_SAMPLES = 1_000_000;

/** How many values a random number has (ml-xsadd). */
const RESOLUTION = 2 ** 24;

/**
 * Lists the options that a search evaluates: all combinations in order, or a random sample. A sample of a finite number
 * of combinations has no duplicates, unless there are more than 2⁴⁸ combinations.
 * @param samples - The size of the sample; undefined for all combinations.
 * @returns One object of options per candidate.
 * @throws {TypeError|RangeError} If samples has the wrong type or is out of range, or is missing although the space is
 * continuous or has too many combinations.
 */
export function listCandidates(
  space: Dimension,
  samples: number | undefined,
  seed: number,
): object[] {
  const { count } = space;
  if (samples === undefined) {
    if (count <= MOST) return listAll(space);
    const found = count === Infinity ? 'infinitely many' : `${count}`;
    throw new RangeError(
      `samples must be given when space has more than ${MOST} combinations, got ${found}`,
    );
  }
  checkInteger(samples, 'samples', {
    min: 1,
    max: MOST_SAMPLES,
    maxReason: 'for all candidates to fit into memory',
  });
  if (samples >= count) return listAll(space);
  const random = seededRandom(seed);
  // two random numbers tell so many apart
  if (count > RESOLUTION ** 2) {
    return Array.from({ length: samples }, () => space.draw(random) as object);
  }
  const drawn = new Set<number>();
  while (drawn.size < samples) drawn.add(drawIndex(count, random));
  return Array.from(drawn, (index) => space.at(index) as object);
}

function listAll({ count, at }: Dimension): object[] {
  return Array.from({ length: count }, (_, index) => at(index) as object);
}

function drawIndex(count: number, random: Random): number {
  if (count <= RESOLUTION) return Math.floor(random() * count);
  const coarse = Math.floor(random() * RESOLUTION);
  return Math.floor(((coarse + random()) / RESOLUTION) * count);
}
