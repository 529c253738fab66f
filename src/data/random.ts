import { XSadd } from 'ml-xsadd';

/** Draws a number uniformly from [0, 1). */
export type Random = () => number;

/**
 * Creates a seeded source of random numbers: the same seed gives the same numbers on every engine.
 * @param seed - A whole number from 0 to 2³² − 1.
 */
export function seededRandom(seed: number): Random {
  return new XSadd(seed).random;
}

/**
 * Draws a number from the normal distribution of mean 0 (Box and Muller).
 * @param random - Called twice.
 */
export function drawNormal(random: Random, variance = 1): number {
  const radius = Math.sqrt(-2 * variance * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}

/** Copies items in a random order (Fisher and Yates). */
export function shuffle<Item>(items: ArrayLike<Item>, random: Random): Item[] {
  const shuffled = Array.from(items);
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
  }
  return shuffled;
}
