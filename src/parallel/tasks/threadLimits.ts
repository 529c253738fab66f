import { checkNumber, checkOptionNames } from '../../options/checks.ts';

/** The memory limits of a thread; see `resourceLimits` of `Worker` in Node.js. */
export interface ThreadLimits {
  /**
   * Megabytes of the heap, without typed arrays.
   * @default that of Node.js
   */
  maxOldGenerationSizeMb?: number;
  /**
   * Megabytes of the heap for recently created objects.
   * @default that of Node.js
   */
  maxYoungGenerationSizeMb?: number;
  /**
   * Megabytes for compiled code.
   * @default that of Node.js
   */
  codeRangeSizeMb?: number;
  /**
   * Megabytes of the stack.
   * @default that of Node.js
   */
  stackSizeMb?: number;
}

const NAMES = [
  'maxOldGenerationSizeMb',
  'maxYoungGenerationSizeMb',
  'codeRangeSizeMb',
  'stackSizeMb',
] as const;

/**
 * Checks memory limits; `undefined` stands for those of Node.js.
 * @throws {TypeError} If it is not an object, a name is unknown, or a limit is not a number.
 * @throws {RangeError} If a limit is not finite and greater than 0.
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
