import type { Random } from '../../data/random.ts';
import { seededRandom } from '../../data/random.ts';
import { checkInteger } from '../../options/checks.ts';

import type { Dimension } from './Dimension.ts';

/** The largest number of combinations without `samples`: more are probably a mistake, and would take too long. */
const MAX_COMBINATIONS = 100_000;

/** The largest number of samples: all candidates are kept in memory, with their scores. */
const MAX_SAMPLES = 1_000_000;

/** The number of different random numbers (ml-xsadd). */
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
    if (count <= MAX_COMBINATIONS) return listAll(space);
    const found = count === Infinity ? 'infinitely many' : `${count}`;
    throw new RangeError(
      `samples must be given when space has more than ${MAX_COMBINATIONS} combinations, got ${found}`,
    );
  }
  checkInteger(samples, 'samples', {
    min: 1,
    max: MAX_SAMPLES,
    maxReason: 'for all candidates to fit into memory',
  });
  if (samples >= count) return listAll(space);
  const random = seededRandom(seed);
  // an index is drawn from two random numbers, which have no more values
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
