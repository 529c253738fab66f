import type { Room } from './Room.ts';

/** Threads that run the kernels of one fit at a time, created by `startThreads` of `ml-metric-learning/parallel`. */
export interface KernelSource {
  /** The number of threads that work on a fit, including the calling one. */
  readonly threads: number;
  /**
   * Reserves the threads for a fit. The fit calls it; other code need not.
   * @returns The loan, which the fit releases at its end.
   * @throws {Error} If the threads work on another fit, or were stopped.
   */
  acquire: () => KernelLoan;
}

/** Threads that are reserved for a fit. */
export interface KernelLoan {
  /** The number of threads that work on the fit, including the calling one. */
  readonly threads: number;
  /**
   * Allocates the memory of the fit in that of the threads, in place of any earlier one.
   * @returns The memory; smaller than asked for if there is not enough.
   */
  clear: (bytes: number) => Room;
  /** Ends the loan: other fits may acquire the threads. */
  release: () => void;
}
