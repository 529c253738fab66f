import type { KernelSource } from '../kernels/KernelSource.ts';
import { describe } from '../validation/describe.ts';
import { checkOptionNames } from '../validation/options.ts';

/** What a fit is given to work with. */
export interface FitOptions {
  /**
   * Threads that share the work, from `startThreads` of `ml-metric-learning/parallel`. They pay for themselves with some
   * thousand rows or more.
   */
  threads?: KernelSource;
}

/**
 * Checks what a fit is given to work with.
 * @throws {TypeError} Unknown names, something other than threads.
 */
export function checkFitOptions(options: FitOptions): FitOptions {
  checkOptionNames(options, 'options', ['threads']);
  checkThreads(options.threads);
  return options;
}

/**
 * Checks threads.
 * @throws {TypeError} Something else.
 */
export function checkThreads(threads: KernelSource | undefined): void {
  if (threads === undefined || typeof threads?.acquire === 'function') return;
  throw new TypeError(
    `threads must be what startThreads gives, got ${describe(threads)}`,
  );
}
