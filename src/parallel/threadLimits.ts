import { checkNumber, checkOptionNames } from '../validation/options.ts';

/** How much memory a thread may take; see `resourceLimits` of `Worker` in Node.js. */
export interface ThreadLimits {
  /** Megabytes of its heap, but for arrays of numbers. */
  maxOldGenerationSizeMb?: number;
  /** Megabytes of its heap for what is new. */
  maxYoungGenerationSizeMb?: number;
  /** Megabytes of compiled code. */
  codeRangeSizeMb?: number;
  /** Megabytes of its stack. */
  stackSizeMb?: number;
}

const NAMES = [
  'maxOldGenerationSizeMb',
  'maxYoungGenerationSizeMb',
  'codeRangeSizeMb',
  'stackSizeMb',
] as const;

/**
 * Checks limits.
 * @param limits - What a user gave; `undefined`: those of Node.js.
 * @throws {TypeError} Something other than an object, an unknown name, a limit that is no number.
 * @throws {RangeError} A limit that is not finite and greater than 0.
 */
export function checkThreadLimits(limits: ThreadLimits | undefined): void {
  if (limits === undefined) return;
  checkOptionNames(limits, 'resourceLimits', NAMES);
  for (const name of NAMES) {
    const limit = limits[name];
    if (limit === undefined) continue;
    checkNumber(limit, `resourceLimits.${name}`, { above: 0 });
  }
}
