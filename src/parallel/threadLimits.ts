import { checkOptionNames } from '../validation/options.ts';

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

/**
 * Checks that there is no unknown limit.
 * @param limits - What a user gave; `undefined`: those of Node.js.
 * @throws {TypeError} Something other than an object, or an unknown name.
 */
export function checkThreadLimits(limits: ThreadLimits | undefined): void {
  if (limits !== undefined) checkOptionNames(limits, 'resourceLimits', NAMES);
}

const NAMES = [
  'maxOldGenerationSizeMb',
  'maxYoungGenerationSizeMb',
  'codeRangeSizeMb',
  'stackSizeMb',
];
