import type { Kernels } from '../Kernels.ts';

/** Threads that run the kernels of one fit at a time, created by `startThreads` of `ml-metric-learning/parallel`. */
export interface KernelSource {
  /** The number of threads that work on a fit, including the calling one. */
  readonly threads: number;
  /**
   * Reserves the threads for a fit. The fit calls it; other code need not.
   * @returns The lease, which the fit releases at its end.
   * @throws {Error} If the threads work on another fit, or were stopped.
   */
  acquire: () => ThreadLease;
}

/** Threads reserved for a fit. */
export interface ThreadLease {
  /** The number of threads that work on the fit, including the calling one. */
  readonly threads: number;
  /**
   * Allocates memory of the threads after what is already in use.
   * @returns The memory, or `undefined` if there is not enough.
   */
  allocate: (bytes: number) => KernelMemory | undefined;
  /** Ends the lease: other fits may acquire the threads. */
  release: () => void;
}

/** A section of a memory, and the kernels that can access it. */
export interface KernelMemory {
  kernels: Kernels;
  buffer: ArrayBufferLike;
  /** The offset of its first byte. */
  start: number;
  /** The offset after its last byte. */
  end: number;
  /** The offset of the first byte that was never allocated: earlier bytes may have been written to. */
  untouched: number;
  /** Returns the memory to its owner. */
  release?: () => void;
}
