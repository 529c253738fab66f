import type { KernelSource } from '../../kernels/arena/KernelSource.ts';
import { describe } from '../../options/describe.ts';
import type { Readers } from '../../options/readOptions.ts';
import { optional } from '../../options/readOptions.ts';

/** Options of `fit`, besides those of the metric. */
export interface FitOptions {
  /**
   * Threads that share the work, from `startThreads` of `ml-metric-learning/parallel`. They pay off from some thousand
   * rows.
   */
  threads?: KernelSource;
}

/** The checks of these options. */
export const FIT_READERS: Readers<{ threads: KernelSource | undefined }> = {
  threads: optional(readThreads),
};

function readThreads(name: string, threads: unknown): KernelSource {
  const source = threads as KernelSource | null;
  if (typeof source?.acquire === 'function') return source;
  throw new TypeError(
    `${name} must be the result of startThreads, got ${describe(threads)}`,
  );
}
