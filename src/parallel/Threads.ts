import type { KernelSource } from '../kernels/KernelSource.ts';

/** Threads that work together on a fit, one fit at a time. */
export interface Threads extends KernelSource {
  /**
   * Ends them, and lets go of their memory. A fit that is under way fails.
   * @returns When they have ended.
   */
  stop: () => Promise<void>;
}
