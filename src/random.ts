import { XSadd } from 'ml-xsadd';

/** Draws a number, uniformly from [0, 1). */
export type Random = () => number;

/**
 * A seeded source of random numbers: the same seed gives the same numbers, on every engine.
 * @param seed - A whole number from 0 to 2³² − 1.
 * @returns Uniform numbers in [0, 1).
 */
export function seededRandom(seed: number): Random {
  return new XSadd(seed).random;
}
