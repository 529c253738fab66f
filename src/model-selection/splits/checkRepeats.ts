import { checkInteger } from '../../options/checks.ts';

/** Numbers of 8 bytes that all splits together may take: 2 GB, what Node.js gives a program on machines of 8 GB. */
const MOST = 2 ** 28;
/** What a split takes beside its rows, an object and two arrays, in such numbers. */
const SPLIT = 32;
const maxReason = 'for all splits to fit into memory';

/**
 * Checks how often rows are to be split, before the splits take memory.
 * @param splits - The number of splits per repeat.
 * @throws {TypeError|RangeError} If it is not a whole number of at least 1, or if all splits would not fit into memory.
 * One repeat is always accepted.
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
