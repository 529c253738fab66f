import { checkInteger } from '../validation/options.ts';

/** Numbers of 8 bytes that all splits together may take: 2 GB, what Node.js gives a program on machines of 8 GB. */
const MOST = 2 ** 28;
/** What a split takes beside its rows, an object and two arrays, in such numbers. */
const SPLIT = 32;
const maxReason = 'for all splits to fit into memory';

/**
 * Checks how often rows are to be split, before it takes memory.
 * @param repeats - What the user gave.
 * @param rows - How many rows there are.
 * @param splits - How many splits there are each time.
 * @returns The same.
 * @throws {TypeError|RangeError} Anything but a whole number, or one that is too small or too large. Once is never too often.
 */
export function checkRepeats(
  repeats: number,
  rows: number,
  splits: number,
): number {
  const most = Math.floor(MOST / (splits * (rows + SPLIT)));
  const max = Math.max(1, most);
  return checkInteger(repeats, 'repeats', { min: 1, max, maxReason });
}
