import type { Random } from '../random.ts';
import { seededRandom } from '../random.ts';
import { checkInteger } from '../validation/options.ts';

import type { Dimension } from './Dimension.ts';

/** Combinations that are tried when nobody says how many: more are a mistake, and would not end. */
const MOST = 100_000;

/** As many as anybody asks for: they are all kept, with their scores. */
const MOST_SAMPLES = 1_000_000;

/** How many values a random number has (ml-xsadd). */
const RESOLUTION = 2 ** 24;

/**
 * Lists the options that a search tries: all combinations in order, or as many as are wanted at random, none of a finite number
 * of them twice, unless that is beyond 2⁴⁸.
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
