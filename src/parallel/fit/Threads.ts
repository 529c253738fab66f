import type { KernelSource } from '../../kernels/arena/KernelSource.ts';

/** Threads that share the work of a fit, one fit at a time. */
export interface Threads extends KernelSource {
  /**
   * Stops the threads, and releases their memory. A fit in progress fails.
   * @returns A promise that resolves when they have stopped.
   */
  stop: () => Promise<void>;
}
