import type { KernelSource } from '../../kernels/arena/KernelSource.ts';
import { checkOptionNames } from '../../options/checks.ts';
import { describe } from '../../options/describe.ts';

/** Options of `fit`, besides those of the metric. */
export interface FitOptions {
  /**
   * Threads that share the work, from `startThreads` of `ml-metric-learning/parallel`. They pay off from some thousand
   * rows.
   */
  threads?: KernelSource;
}

/**
 * Checks the options of `fit`.
 * @throws {TypeError} If a name is unknown, or `threads` is not the result of `startThreads`.
 */
export function checkFitOptions(options: FitOptions): FitOptions {
  checkOptionNames(options, 'options', ['threads']);
  checkThreads(options.threads);
  return options;
}

/**
 * Checks the option `threads`.
 * @throws {TypeError} If threads is not the result of `startThreads`.
 */
export function checkThreads(threads: KernelSource | undefined): void {
  if (threads === undefined || typeof threads?.acquire === 'function') return;
  throw new TypeError(
    `threads must be the result of startThreads, got ${describe(threads)}`,
  );
}
