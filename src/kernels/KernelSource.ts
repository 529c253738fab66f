import type { Room } from './Room.ts';

/** Threads that run kernels, for one fit at a time: what `startThreads` of `ml-metric-learning/parallel` gives. */
export interface KernelSource {
  /** How many threads work on a fit, the one that calls it included. */
  readonly threads: number;
  /**
   * Takes them for a fit. What a fit does; nobody else needs to.
   * @returns What the fit has until it releases it.
   * @throws {Error} They work on another fit, or were stopped.
   */
  acquire: () => KernelLoan;
}

/** Threads that a fit has. */
export interface KernelLoan {
  readonly threads: number;
  /**
   * Makes room in their memory, instead of what was there.
   * @param bytes - How much.
   * @returns The room; smaller, where there is no more memory.
   */
  clear: (bytes: number) => Room;
  /** Lets others have them. */
  release: () => void;
}
